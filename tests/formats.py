"""A document as the bytes of a file in any format that the product reads."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reviewer.document.model import Document
from scripts.make_formats import to_html, write_docx, write_pdf

FORMATS = ("txt", "html", "docx", "pdf")


def encode(document: Document, name: str) -> bytes:
    """Return ``document`` as a file of the format ``name``."""
    if name == "txt":
        return document.text.encode()
    if name == "html":
        return to_html(document).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{name}"
        {"docx": write_docx, "pdf": write_pdf}[name](document, path)
        return path.read_bytes()
