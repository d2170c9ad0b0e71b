"""Plans of other issuers, layouts and wordings than the real ones at hand: each is made here and read."""

import shutil
import subprocess
from pathlib import Path
from statistics import mean

import pytest

from plans.reading import read
from tests.plans.corpus.dump import txt_bytes
from tests.plans.corpus.paper import load
from tests.plans.corpus.scoring import score
from tests.plans.corpus.sheets import xlsx_bytes
from tests.plans.corpus.word import docx_bytes

MAKERS = {"docx": docx_bytes, "txt": txt_bytes, "xlsx": xlsx_bytes}
BARS = {  # what is reached, less a cell or two
    "bac-ninh-dich-vu-cong": 0.98,
    "ban-chi-dao-nong-thon": 0.98,
    "bo-giao-duc-ky-nang-so": 0.98,
    "ca-mau-dat-dai": 0.98,
    "can-tho-ket-luan": 0.97,
    "cau-giay-dang-uy": 0.98,
    "da-nang-mua-bao": 0.98,
    "hue-phuong-do-thi": 0.98,
    "lam-dong-du-lich": 0.98,
    "nghe-an-chi-thi": 0.98,
    "nghe-an-duong-sat": 0.98,
    "tuyen-quang-cong-dien": 0.93,
}
PRINTED_BARS = {"bac-ninh-dich-vu-cong": 0.9, "da-nang-mua-bao": 0.98, "lam-dong-du-lich": 0.9}
WITH_TABLES = [name for name in BARS if any(task.in_table for task in load(name).tasks)]
CASES = [(name, form) for name in BARS for form in MAKERS if form != "xlsx" or name in WITH_TABLES]


@pytest.mark.parametrize(("name", "form"), CASES)
def test_a_paper_of_another_issuer_is_read_well(name: str, form: str):
    paper = load(name)
    reading = read(MAKERS[form](paper), filename=f"{name}.{form}")
    shares = score(reading, paper, only_tables=form == "xlsx")
    assert mean(shares.values()) >= BARS[name], shares


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every paper as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("printed")
    for name in PRINTED_BARS:
        (folder / f"{name}.docx").write_bytes(docx_bytes(load(name)))
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", folder, *folder.glob("*.docx")]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", PRINTED_BARS if shutil.which("soffice") else [])
def test_a_printed_paper_is_read_well(name: str, printed: Path):
    reading = read((printed / f"{name}.pdf").read_bytes(), filename=f"{name}.pdf")
    shares = score(reading, load(name))
    assert mean(shares.values()) >= PRINTED_BARS[name], shares


@pytest.mark.parametrize("field", ["leads", "partners", "deadline", "id", "content"])
def test_the_score_falls_with_a_wrong_cell(field: str):
    paper = load("da-nang-mua-bao")
    reading = read(txt_bytes(paper), filename="a.txt")
    before = mean(score(reading, paper).values())
    reading["tasks"][0][field] = {"deadline": {"kind": "none"}}.get(field, ["Sở Du lịch"])
    assert mean(score(reading, paper).values()) < before


def test_the_score_falls_with_a_task_lost_or_made_up():
    paper = load("da-nang-mua-bao")
    reading = read(txt_bytes(paper), filename="a.txt")
    lost = {**reading, "tasks": reading["tasks"][1:]}
    made_up = {**reading, "tasks": [*reading["tasks"], {"content": "Tổ chức hội thi tiếng hát"}]}
    assert score(lost, paper)["found"] < score(reading, paper)["found"]
    assert score(made_up, paper)["precision"] < score(reading, paper)["precision"]
