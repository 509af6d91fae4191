"""What every reader hands to :func:`reviewer.ingest.load.load_bytes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer.document.build import BlockDraft


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as its reader saw it.

    Args:
        drafts: Blocks in reading order.
        metadata: What stood outside the body; keys as in :class:`~reviewer.document.model.Document`.
        notes: One line of Chinese for each thing that was left out or could not be read.
        encoding: Character encoding of text formats; None for binary ones.
    """

    drafts: tuple[BlockDraft, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    encoding: str | None = None
