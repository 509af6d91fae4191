"""Every error that the product raises on purpose.

::

    ReviewerError
    ├── IngestError            an input cannot be read; exit status 3
    │   ├── UnsupportedFormat
    │   ├── CorruptFile
    │   ├── EncryptedFile
    │   ├── TooLarge
    │   └── NoText
    ├── ResourceError          something the product needs is missing or stale; exit status 2
    │   ├── MissingResource
    │   └── StaleResource
    ├── ConfigError            wrong usage; exit status 2
    │   ├── UnknownCheck
    │   └── InvalidParameter
    ├── InconsistentDocument   a reader broke the document model (a bug of ours); exit status 4
    └── CheckFailed            a check crashed (a bug of ours); exit status 4

Messages are one line of Chinese for the person at the screen: what was met,
where, and what to do next. They never hold a traceback.
"""

from __future__ import annotations


class ReviewerError(Exception):
    """Base of all errors raised on purpose; ``str(error)`` is the line shown to the user."""


class IngestError(ReviewerError):
    """An input file cannot be turned into a document."""


class UnsupportedFormat(IngestError):
    """The content is of a kind that no reader takes."""


class CorruptFile(IngestError):
    """The content claims a format but breaks its rules."""


class EncryptedFile(IngestError):
    """The file needs a password."""


class TooLarge(IngestError):
    """The file, or what it unpacks to, is over the limit."""


class NoText(IngestError):
    """Nothing to review: no text, or far too little of it to be a report."""


class ResourceError(ReviewerError):
    """A model, an index or a data file cannot be used."""


class MissingResource(ResourceError):
    """A resource is not there; the message names the command that makes it."""


class StaleResource(ResourceError):
    """A resource is damaged or of another version; the message names the command that rebuilds it."""


class ConfigError(ReviewerError):
    """A command or a profile asks for something that cannot be done."""


class UnknownCheck(ConfigError):
    """A check id that does not exist; the message lists the nearest ones."""


class InvalidParameter(ConfigError):
    """A parameter outside its declared values."""


class InconsistentDocument(ReviewerError):
    """Blocks, spans or table grids contradict each other."""


class CheckFailed(ReviewerError):
    """A check raised; the outcome of that check is ``failed``."""
