"""Reviews as files: encoded by the renderers, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from reviewer.review.inputs import Input
from reviewer.review.model import Review


def encode_review(review: Review, name: str, source: Path) -> bytes:
    """Return a review in one format.

    Args:
        review: The review.
        name: ``html``, ``json`` or ``docx``.
        source: The draft's file; a docx is annotated in place of being rebuilt.
    """
    if name == "json":
        from reviewer.render import json_report  # noqa: PLC0415  (each format imports only what it needs)

        return json_report.render(review).encode("utf-8")
    if name == "docx":
        from reviewer.render import docx_comments  # noqa: PLC0415

        data = source.read_bytes() if review.document.source.format == "docx" else None
        return docx_comments.render(review, data)
    from reviewer.render import html_page  # noqa: PLC0415
    from reviewer.render.view import build_view  # noqa: PLC0415

    return html_page.render(build_view(review)).encode("utf-8")


def write_review(review: Review, name: str, report: Input, out: Path) -> Path:
    """Write a review below ``out`` and return its path."""
    target = out / f"{report.name}.{name}"
    write_atomic(target, encode_review(review, name, report.path))
    return target


def write_atomic(target: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
