"""Where the models and the corpus that ship with the product stand.

In a source checkout they are the folders ``models/`` and ``corpus/`` at the top; in
an installed wheel they are inside the package. The working directory never counts.
"""

from __future__ import annotations

from pathlib import Path

import reviewer
from reviewer.errors import MissingResource


def find_shipped(name: str) -> Path:
    """Return the folder ``models`` or ``corpus``.

    Raises:
        MissingResource: The installation is incomplete.
    """
    package = Path(reviewer.__file__).resolve().parent
    for folder in (package / "_shipped" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise MissingResource(f"安装不完整，缺少 {name} 文件夹；请重新安装 reviewer")
