"""How much a file may hold before it is no report any more."""

from __future__ import annotations

from typing import Final

from reviewer.errors import TooLarge

DEFAULT_MAX_BYTES: Final = 30_000_000
MAX_CHARS: Final = 1_000_000
MIN_HAN: Final = 20


def check_n_bytes(size: int, limit: int) -> None:
    """Raise if a file of ``size`` bytes is over ``limit``.

    Raises:
        TooLarge: It is.
    """
    if size > limit:
        raise TooLarge(
            f"文件有 {size / 1_000_000:.1f} MB，超过上限 {limit / 1_000_000:.1f} MB；请删去图片后另存，或只保留报告正文"
        )


def check_n_chars(n_chars: int) -> None:
    """Raise unless ``n_chars`` characters of text are few enough to be one report.

    Raises:
        TooLarge: More than 1,000,000 characters.
    """
    if n_chars > MAX_CHARS:
        raise TooLarge(f"文字有 {n_chars:,} 字符，超过上限 {MAX_CHARS:,}；一份年度报告不会这么长，请检查是否选错了文件")
