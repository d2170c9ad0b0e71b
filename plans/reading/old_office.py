"""Files of old or other offices (.doc, .xls, .rtf, .odt, .ods), made modern by LibreOffice where it is installed.

It runs headless in a profile of its own that is thrown away: no macros, no links followed, limits on time and space.
"""

import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from plans.reading.refusals import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_OPEN_DOCUMENT = re.compile(
    rb"^PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.(text|spreadsheet)", re.DOTALL
)
_TIMEOUT_SECONDS = 60
_MEMORY_MB = 3000  # of addresses: LibreOffice maps far more than it uses
_FILE_MB = 200
_SECTOR = 512  # where the first stream of an OLE file usually begins
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}
</oor:items>
"""
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    # A proxy where nobody listens: what still asks for the network gets nothing.
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def is_old(data: bytes) -> bool:
    return data.startswith((OLE, _RTF)) or bool(_OPEN_DOCUMENT.match(data))


def modern(data: bytes) -> tuple[bytes, str]:
    """(the file as .docx or .xlsx, that ending); raises Unreadable."""
    suffix = ending_of(data)
    program = shutil.which("soffice")
    if program is None:
        raise Unreadable("old_doc")
    wanted = ".xlsx" if suffix in (".xls", ".ods") else ".docx"
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        _write_profile(Path(folder, "profile", "user"))
        _run(program, Path(folder), source, wanted[1:])
        made = Path(folder, "made", f"source{wanted}")
        if not made.is_file():
            raise Unreadable("corrupt")
        return made.read_bytes(), wanted


def ending_of(data: bytes) -> str:
    """ ".doc", ".xls" …; raises Unreadable for what no office should open."""
    if data.startswith(_RTF):
        return ".rtf"
    if match := _OPEN_DOCUMENT.match(data):
        return ".odt" if match[1] == b"text" else ".ods"
    if _has_stream(data, "EncryptedPackage") or _is_locked(data):
        raise Unreadable("password")
    if _has_stream(data, "_VBA_PROJECT"):
        raise Unreadable("macros")
    if _has_stream(data, "WordDocument"):
        return ".doc"
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return ".xls"
    raise Unreadable("wrong_type")


def _has_stream(data: bytes, name: str) -> bool:
    """Streams of an OLE file are named in UTF-16."""
    return (name + "\0").encode("utf-16-le") in data


def _is_locked(data: bytes) -> bool:
    """Word says so in the flags at the start of its stream, Excel by a record (0x2F) behind the first."""
    head = data[_SECTOR : _SECTOR + 600]
    if head[:2] == b"\xec\xa5":
        return len(head) > 12 and bool(head[11] & 1)
    at = 0
    while head[:2] == b"\x09\x08" and at + 4 <= len(head):
        kind, length = struct.unpack_from("<HH", head, at)
        if kind == 0x2F:
            return True
        at += 4 + length
    return False


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(_PROFILE.format(items), encoding="utf-8")


def _run(program: str, folder: Path, source: Path, wanted: str) -> None:
    options = ["--headless", "--nologo", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    command = [program, f"-env:UserInstallation=file://{folder}/profile", *options, "--convert-to", wanted]
    limits = [str(_TIMEOUT_SECONDS), str(_MEMORY_MB), str(_FILE_MB)]
    process = subprocess.Popen(  # noqa: S603 - LibreOffice, with arguments of ours
        [
            sys.executable,
            "-m",
            "plans.reading.confined",
            *limits,
            *command,
            "--outdir",
            f"{folder}/made",
            str(source),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[2],
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
        },
        start_new_session=True,
    )
    try:
        process.wait(_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable("limits") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The office is a family of processes; none outlives the conversion."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
