import shutil
import stat
from pathlib import Path

import pytest

from plans.reading import Unreadable, old_office
from plans.reading.child import read_limited
from tests.plans.reading.papers import COLUMNS, Paper

OLE = old_office.OLE + b"\0" * 504
PLAN = Paper().table(COLUMNS, ("1", "Việc", "Sở Y tế", "", "1/10/2026", "")).bytes()
RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}K\u7870? HO\u7840?CH\par "
    rb"\trowd\cellx900\cellx4000\cellx6500\cellx9000 TT\cell N\u7897?i dung\cell Ch\u7911? tr\u236?\cell "
    rb"Th\u7901?i h\u7841?n\cell\row "
    rb"\trowd\cellx900\cellx4000\cellx6500\cellx9000 1\cell Mua s\u225?ch\cell S\u7903? Y t\u7871?\cell "
    rb"1/10/2026\cell\row \pard H\u7871?t\par}"
)


def stream(name: str) -> bytes:
    return OLE + (name + "\0").encode("utf-16-le")


def install(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program called soffice that does as the script says; nothing else is on the path."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def code_of(data: bytes, filename: str = "plan.doc") -> str:
    with pytest.raises(Unreadable) as refusal:
        read_limited(data, filename=filename)
    return refusal.value.code


@pytest.mark.parametrize("data", [RTF] if shutil.which("soffice") else [])
def test_libreoffice_makes_an_old_file_readable(data: bytes):
    (task,) = read_limited(data, filename="plan.rtf")["tasks"]
    assert (task["content"], task["leads"]) == ("Mua sách", ["Sở Y tế"])


def test_the_converted_file_is_read_and_its_folder_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "made.docx").write_bytes(PLAN)
    note = tmp_path / "told"
    script = f'echo "$@" > {note}\nwhile [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"\n'
    install(tmp_path, script + f'cp {tmp_path}/made.docx "$2/source.docx"', monkeypatch)
    assert len(read_limited(stream("WordDocument"), filename="plan.doc")["tasks"]) == 1
    told = note.read_text().split()
    assert "--headless" in told
    assert not Path(told[-1]).parent.exists()


def test_macros_and_links_are_off_in_the_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    script = f'cp "${{1#-env:UserInstallation=file://}}/user/registrymodifications.xcu" {tmp_path}/profile'
    install(tmp_path, script, monkeypatch)
    assert code_of(stream("WordDocument")) == "corrupt"  # nothing was made
    profile = (tmp_path / "profile").read_text()
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in profile
    assert 'oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true<' in profile


def test_a_conversion_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    install(tmp_path, "sleep 60", monkeypatch)
    monkeypatch.setattr(old_office, "_TIMEOUT_SECONDS", 1)
    assert code_of(stream("WordDocument")) == "limits"


@pytest.mark.parametrize("data", [stream("WordDocument"), stream("Workbook"), RTF])
def test_without_libreoffice_an_old_file_is_refused_in_words(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert code_of(data) == "old_doc"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (stream("WordDocument") + stream("_VBA_PROJECT"), "macros"),
        (stream("EncryptedPackage"), "password"),
        (OLE[:512] + b"\xec\xa5" + b"\0" * 9 + b"\x01" + stream("WordDocument"), "password"),
        (OLE[:512] + b"\x09\x08\x02\x00\x00\x06\x2f\x00\x02\x00\x00\x00" + stream("Workbook"), "password"),
        (stream("PowerPoint Document"), "wrong_type"),
    ],
)
def test_what_no_office_should_open_is_refused_before(data: bytes, code: str):
    assert code_of(data) == code
