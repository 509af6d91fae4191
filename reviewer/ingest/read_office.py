"""Older and foreign Word formats (.doc, .wps, .rtf, .odt): turned into .docx by LibreOffice, if it is there."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path, PurePath
from typing import Final

from reviewer.errors import CorruptFile, UnsupportedFormat
from reviewer.ingest import read_docx
from reviewer.ingest.reading import Reading

TIMEOUT_S: Final = 120.0
_SUFFIXES: Final = {".doc", ".wps", ".rtf", ".odt", ".xml"}
_COMMANDS: Final = ("soffice", "libreoffice")
# Settings of the private profile: no macros, no active content, and nothing fetched that a
# document links to (a proxy that does not exist stops what the first rule lets through).
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def read(data: bytes, name: str) -> Reading:
    """Return the blocks of a file that LibreOffice can turn into .docx.

    It runs without a window, in a folder and with a user profile of its own, which
    are removed afterwards; macros do not run in a new profile.

    Raises:
        UnsupportedFormat: LibreOffice is not on this machine.
        CorruptFile: It could not read the file, or took too long.
    """
    suffix = PurePath(name).suffix.lower()
    office = find_office()
    if office is None:
        shown = suffix if suffix in _SUFFIXES else "旧版 Word"
        raise UnsupportedFormat(
            f"读取 {shown} 文件需要本机装有 LibreOffice；请用 Word 或 WPS 打开，另存为 .docx 后重试"
        )
    reading = read_docx.read(_convert(data, office), name)
    note = "由 LibreOffice 转换后读取，编号和表格可能与原文件略有出入；如有疑问请另存为 .docx 重新审查"
    return Reading(reading.drafts, reading.metadata, (*reading.notes, note))


def find_office() -> str | None:
    """Return the path of LibreOffice's command; None if it is not installed."""
    return next((found for command in _COMMANDS if (found := shutil.which(command))), None)


def _convert(data: bytes, office: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="reviewer-office-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        (root / "in").mkdir()
        (root / "profile" / "user").mkdir(parents=True)
        (root / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        # LibreOffice goes by content; the name is ours, for the user's may hold anything.
        source = root / "in" / "report.doc"
        source.write_bytes(data)
        command = [
            office,
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            f"-env:UserInstallation={(root / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(root / "out"),
            str(source),
        ]
        _run(command, root)
        result = root / "out" / "report.docx"
        if not result.is_file():
            raise CorruptFile("LibreOffice 打不开这个文件，可能已损坏或有密码；请用 Word 或 WPS 打开后另存为 .docx")
        return result.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    process = subprocess.Popen(  # noqa: S603  (a fixed command; the file's name is ours)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired as error:
        _stop(process)
        raise CorruptFile(
            f"LibreOffice 转换超过 {TIMEOUT_S:.0f} 秒仍未完成；请用 Word 或 WPS 打开后另存为 .docx"
        ) from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop LibreOffice with the processes that its starter script left behind."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
