"""The command line: one line of facts, one English line of trouble, and an exit code for each outcome."""

from io import StringIO

import docx
import pytest
from django.core.management import CommandError, call_command

from plans.models import Plan
from samples import plan_content
from tests.intake.conftest import SAMPLE, SEEDS
from units.models import UnitAlias
from units.names import fold

NUMBERED = ("--number", "9/KH-UBND", "--date", "2026-11-20")


@pytest.fixture
def run(officer):
    """(exit code, stdout, stderr) of import_plan."""

    def call(*arguments, by=officer.username):
        out = StringIO()
        try:
            call_command("import_plan", *map(str, arguments), "--by", by, stdout=out)
        except CommandError as error:
            return error.returncode, out.getvalue(), str(error)
        return 0, out.getvalue(), ""

    return call


@pytest.fixture
def every_lead_is_known(city):
    """The sample names more units than the tests' city has; here each of them is Sở Tài chính."""
    known = {unit.name for unit in city.values()}
    leads = {row.leads for _, tasks in plan_content.TASKS for row in tasks} - known
    single = leads - {plan_content.COMMUNES, plan_content.DEPARTMENTS}
    UnitAlias.objects.bulk_create(UnitAlias(unit=city["STC"], phrase=name, folded=fold(name)) for name in single)


def test_a_document_becomes_a_draft(run):
    code, out, _ = run(SAMPLE)
    plan = Plan.objects.get()
    assert (code, out) == (0, f"plan={plan.pk} state=draft tasks=25 assignments=0\n")


def test_a_complete_document_is_published(run, every_lead_is_known):
    code, out, _ = run(SAMPLE, "--publish", *NUMBERED)
    plan = Plan.objects.get()
    assert code == 0
    assert out == f"plan={plan.pk} state=in_force tasks=25 assignments={plan.assignments.count()}\n"
    assert plan.assignments.count() > 25


def test_without_number_and_date_it_stays_a_draft(run):
    code, out, trouble = run(SAMPLE, "--publish")
    assert code == 4
    assert "state=draft" in out
    assert trouble == "left as a draft: the document has no number or no date of issue (give --number and --date)"


def test_with_an_unknown_lead_it_stays_a_draft(run):
    code, out, trouble = run(SAMPLE, "--publish", *NUMBERED)
    assert (code, "state=draft" in out) == (4, True)
    assert "to settle on the review page" in trouble


def test_the_same_document_again_is_said_with_its_plan(run):
    run(SAMPLE)
    code, out, trouble = run(SAMPLE)
    assert (code, out, trouble) == (3, "", f"already imported as plan {Plan.objects.get().pk}")


@pytest.mark.parametrize(
    ("content", "name", "trouble"),
    [
        (b"", "rong.docx", "the file is empty (zero bytes)"),
        (b"MZ" + b"\0" * 400, "x.docx", "the content is not a Word, Excel or PDF document nor plain text"),
        ("MẬT\nKẾ HOẠCH".encode(), "mat.txt", "the document is marked as a state secret"),
        ("Không có bảng nào.".encode(), "khong.txt", "no task table and no task list was found"),
    ],
)
def test_what_is_no_plan_is_refused_in_one_english_line(run, tmp_path, content, name, trouble):
    file = tmp_path / name
    file.write_bytes(content)
    assert run(file) == (2, "", trouble)
    assert not Plan.objects.exists()


def test_a_wrong_account_or_path_is_said(run, tmp_path):
    assert run(SAMPLE, by="khong-co")[0] == 64
    assert run(tmp_path / "khong-co.docx")[0] == 64


SEED = SEEDS / "docs" / "ke-hoach-du-an-dau-tu-2026.docx"


@pytest.mark.parametrize("path", [SEED] if SEED.exists() else [], ids=["investment projects"])
def test_a_real_plan_is_published_with_its_groups_fanned_out(run, path):
    code, out, trouble = run(path, "--publish", "--number", "15/KH-UBND", "--date", "2026-01-19")
    assert (code, trouble) == (0, "")
    assert "state=in_force tasks=13 assignments=" in out


@pytest.fixture
def copy_of_the_sample(tmp_path):
    """Another file of the sample: copy(change) where `change` takes its tables."""

    def copy(change=None):
        document = docx.Document(str(SAMPLE))
        if change:
            change(document)
        document.core_properties.title = "bản sao"
        document.save(str(tmp_path / "ban-sao.docx"))
        return tmp_path / "ban-sao.docx"

    return copy


def test_the_same_content_in_another_file_is_known_without_a_number(run, copy_of_the_sample, every_lead_is_known):
    run(SAMPLE, "--publish", *NUMBERED)
    code, out, trouble = run(copy_of_the_sample())
    assert (code, out, trouble) == (3, "", f"already imported as plan {Plan.objects.get().pk}")


def test_an_amended_copy_is_applied_to_its_plan(run, copy_of_the_sample, every_lead_is_known):
    run(SAMPLE, "--publish", *NUMBERED)
    plan = Plan.objects.get()

    def change(document):
        row = next(row for table in document.tables[2:] for row in table.rows if row.cells[0].text == "6")
        row._tr.getparent().remove(row._tr)

    before = plan.tasks.count()
    facts = ("--number", "10/KH-UBND", "--date", "2026-11-21")
    code, out, _ = run(copy_of_the_sample(change), "--amended", "--publish", *facts)
    assert code == 0
    assert out.startswith(f"plan={plan.pk} state=in_force tasks={before} ")
    assert Plan.objects.exclude(pk=plan.pk).get().state == Plan.State.CLOSED


def test_a_dry_run_says_what_would_be_given_out(run, every_lead_is_known):
    code, out, _ = run(SAMPLE, "--dry-run", *NUMBERED)
    would, made = out.splitlines()
    assert code == 0
    assert would.startswith("would tasks=25 assignments=")
    assert made == f"plan={Plan.objects.get().pk} state=draft tasks=25 assignments=0"


def test_a_number_longer_than_a_number_can_be_is_refused_in_one_line(officer):
    with pytest.raises(CommandError, match="longer than 60 characters") as refused:
        call_command("import_plan", str(SAMPLE), by=officer.username, number="9" * 61)
    assert refused.value.returncode == 64
    assert not Plan.objects.exists()
