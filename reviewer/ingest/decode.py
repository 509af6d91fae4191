"""Bytes of unknown encoding → text: UTF-8, UTF-16, GB18030 or Big5, with or without a byte-order mark."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from reviewer.errors import CorruptFile, UnsupportedFormat
from reviewer.ingest.script import common_share
from reviewer.regex import Regex

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_CONTROLS = Regex("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROLS = 4
_MAX_CONTROL_SHARE = 0.005
_MAX_UNREADABLE_SHARE = 0.01
# High bytes of UTF-16 Chinese text: Latin, punctuation, Han, full-width forms.
_HIGH_BYTES = bytes([0x00, 0x20, 0x22, 0x24, 0x25, 0x30, 0xFE, 0xFF, *range(0x4E, 0xA0)])
_MIN_HIGH_SHARE = 0.95
_SAMPLE_BYTES = 65_536
_MIN_COMMON = 0.1


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and how many characters of it could not be read."""

    text: str
    encoding: str
    n_unreadable: int = 0


def decode(data: bytes) -> Decoded:
    """Return ``data`` as text.

    A mark at the start decides; else UTF-8 if it fits, UTF-16 by the look of its high
    bytes, else GB18030, or Big5 if its reading has the characters of a report and that of GB18030
    has not. A few broken bytes (a file cut in mid-character) are replaced
    and counted.

    Raises:
        UnsupportedFormat: The bytes are no text.
        CorruptFile: Too many of them fit no encoding.
    """
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_with_replacement(data, codec, encoding))
    guessed = _guess_utf16(data)
    if guessed:
        return _checked(_with_replacement(data, guessed, guessed))
    if _is_valid(data, "utf-8"):
        return _checked(Decoded(data.decode(), "utf-8"))
    chinese = _with_replacement(data, "gb18030", "gb18030")
    if common_share(chinese.text) < _MIN_COMMON:
        traditional = _with_replacement(data, "big5hkscs", "big5")
        if common_share(traditional.text) >= _MIN_COMMON:
            return _checked(traditional)
    if not chinese.n_unreadable:
        return _checked(chinese)
    return _checked(min(_with_replacement(data, "utf-8", "utf-8"), chinese, key=lambda found: found.n_unreadable))


def _guess_utf16(data: bytes) -> str | None:
    sample = data[: _SAMPLE_BYTES & ~1]
    sample = sample[: len(sample) & ~1]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    low, high = sample[0::2], sample[1::2]
    for bytes_, other, codec in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        fitting = half - len(bytes_.translate(None, _HIGH_BYTES))
        # The other half of the bytes must not look alike: it holds the low bytes, which spread evenly.
        if fitting >= half * _MIN_HIGH_SHARE and half - len(other.translate(None, _HIGH_BYTES)) < half * 0.8:
            # Latin text without a single zero byte is no UTF-16 of Latin letters.
            if b"\x00" not in bytes_ and _is_valid(sample, "utf-8"):
                continue
            return codec
    return None


def _is_valid(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _with_replacement(data: bytes, codec: str, encoding: str) -> Decoded:
    text = data.decode(codec, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _checked(decoded: Decoded) -> Decoded:
    size = len(decoded.text)
    if len(_CONTROLS.findall(decoded.text)) > max(_MAX_CONTROLS, size * _MAX_CONTROL_SHARE):
        raise UnsupportedFormat("内容是二进制数据，不是文本；请提供 Word、PDF、网页或纯文本格式的报告")
    if decoded.n_unreadable > max(2, size * _MAX_UNREADABLE_SHARE):
        raise CorruptFile(
            f"有 {decoded.n_unreadable} 处字节无法识别为 UTF-8、GB18030 或 UTF-16 文字；请另存为 UTF-8 编码后重试"
        )
    return decoded
