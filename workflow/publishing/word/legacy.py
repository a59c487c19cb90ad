"""Turns an old Word file (.doc, .wps, .rtf) into a .docx through LibreOffice, where it is installed.

LibreOffice runs in a folder of its own with a fresh profile that forbids macros and whatever a file would fetch, and is
ended when it takes too long.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from workflow.publishing.word import unreadable
from workflow.publishing.word.unreadable import WordUnreadable

SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice")
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_FORBIDDEN = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + "".join(_ITEM.format(path=_SECURITY, name=name, value=value) for name, value in _FORBIDDEN.items())
    + "</oor:items>"
)


def program() -> str | None:
    """Where LibreOffice is, or None."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def converted(content: bytes, suffix: str) -> bytes:
    """The .docx made of an old file. Raises WordUnreadable when LibreOffice is missing, fails or takes too long."""
    office = program()
    if office is None:
        raise WordUnreadable(unreadable.OLD)
    with tempfile.TemporaryDirectory(prefix="workflow-word-") as name:
        folder = Path(name)
        source, profile = folder / f"source.{suffix}", folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source.write_bytes(content)
        _run(
            [
                office,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"),
                *("--outdir", str(folder), str(source)),
            ],
            folder,
        )
        made = folder / "source.docx"
        if not made.is_file():
            raise WordUnreadable(unreadable.NOT_CONVERTED)
        return made.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    environment = {
        **os.environ,
        "HOME": str(folder),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it starts others, and all of them have to end
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise WordUnreadable(unreadable.NOT_CONVERTED) from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
