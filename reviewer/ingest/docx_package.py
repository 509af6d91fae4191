"""The zip and XML layer of a .docx: bounded, without entities, without network."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

from reviewer.errors import CorruptFile, EncryptedFile, TooLarge

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL: Final = f"{W}val"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

MAX_ENTRIES: Final = 5_000
MAX_TOTAL_BYTES: Final = 400_000_000
MAX_PART_BYTES: Final = 50_000_000
MAX_RATIO: Final = 250
_RATIO_FROM_BYTES: Final = 5_000_000  # small parts may pack well without being a bomb


@dataclass(frozen=True, slots=True)
class Package:
    """An opened .docx whose declared sizes are within the limits."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def read_xml(self, name: str, *, shorten: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """Return the root of an XML part; None if the package has no such part.

        ``shorten`` takes out of the part's source what is not worth parsing.

        Raises:
            CorruptFile: The part is damaged, or declares a document type.
            TooLarge: It unpacks to more than its directory entry said.
        """
        if name not in self.names:
            return None
        try:
            data = self.archive.read(name)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
            raise CorruptFile("文件不完整或已损坏，内容解不开；请用 Word 或 WPS 打开后另存为 .docx") from error
        except RuntimeError as error:  # zipfile's word for "needs a password"
            raise EncryptedFile("文件有打开密码；请去掉密码，另存为 .docx 后重试") from error
        if _STRICT in data:
            data = data.replace(_STRICT, _TRANSITIONAL)
        if shorten is not None:
            data = shorten(data)
        return parse_xml(data)

    def relations(self, part: str) -> list[tuple[str, str]]:
        """Return (kind, part name) of all internal relations of ``part``; "" stands for the package."""
        folder, name = posixpath.split(part)
        root = self.read_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return []
        found = []
        for relation in root.iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((relation.get("Type", "").rsplit("/", 1)[-1], path))
        return found


def open_package(data: bytes) -> Package:
    """Return the package in ``data`` after a look at what it declares.

    Raises:
        CorruptFile: The zip is damaged.
        EncryptedFile: Its parts need a password.
        TooLarge: It holds too many parts, or would unpack to too much.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise CorruptFile("文件不完整或已损坏，打不开；请用 Word 或 WPS 打开后另存为 .docx") from error
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise TooLarge("文件解压后过大，不像一份报告；请用 Word 或 WPS 打开，删去图片和附件后另存为 .docx")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise EncryptedFile("文件有打开密码；请去掉密码，另存为 .docx 后重试")
        is_part = entry.filename.endswith((".xml", ".rels"))
        bomb = entry.file_size > _RATIO_FROM_BYTES and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        if bomb or (is_part and entry.file_size > MAX_PART_BYTES):
            raise TooLarge("文件解压后异常庞大，可能是压缩炸弹，已拒绝读取；请用 Word 或 WPS 打开确认后另存为 .docx")
    return Package(archive, frozenset(archive.namelist()))


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of ``data``; nothing outside of it is read.

    Raises:
        CorruptFile: It is no well-formed XML, or declares a document type (which Word never does).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CorruptFile("文件内部结构已损坏；请用 Word 或 WPS 打开后另存为 .docx") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise CorruptFile("文件内含实体声明（DOCTYPE），不是正常的 Word 文件，出于安全不予读取；请用 Word 打开后另存")
    return root


def flag(element: etree._Element | None) -> bool | None:
    """Return the value of an on/off property such as ``<w:b w:val="0"/>``; None if it is not stated."""
    if element is None:
        return None
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def child_of(parent: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child called ``tag``, its namespace included; cheaper than ``find``."""
    return next(parent.iterchildren(tag), None)


def value_of(parent: etree._Element | None, name: str) -> str | None:
    """Return ``w:val`` of the child called ``name``."""
    if parent is None:
        return None
    child = child_of(parent, W + name)
    return child.get(_VAL) if child is not None else None


def int_of(parent: etree._Element | None, name: str) -> int | None:
    """Return ``w:val`` of the child called ``name`` as a number; None if it is none."""
    value = value_of(parent, name)
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 10 else None
