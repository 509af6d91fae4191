"""One draft reviewed, many drafts reviewed."""
