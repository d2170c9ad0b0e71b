"""What a reading becomes: sections, parties, milestones, who confirms, and what is doubtful."""

import json
from datetime import date

import pytest

from intake.models import Doubt
from intake.operations import IntakeError, draft_from
from intake.queries import planned, totals
from journal.models import Event
from plans.models import Plan
from tasks.models import Milestone, TaskParty
from tasks.operations import publish
from tests.factories import UserFactory
from tests.intake.conftest import NOW, SEEDS, reading, task_row

GOLD = sorted((SEEDS / "gold").glob("ke-hoach-*.json"))


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_every_row_of_a_real_plan_becomes_a_task_with_its_deadline(officer, path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    plan = draft_from(reading=gold, actor=officer, source=None, now=NOW)
    assert plan.tasks.count() == len(gold["tasks"])
    assert not plan.tasks.filter(milestones=None).exists()
    lost = [row["id"] for row in gold["tasks"] if row["content"] is None]
    doubted = plan.doubts.filter(field=Doubt.Field.CONTENT, level=Doubt.Level.MISSING)
    assert sorted(doubted.values_list("task__code", flat=True)) == sorted(lost)
    assert Event.objects.filter(verb="intake.drafted", plan_id=plan.pk).count() == 1


def test_headings_become_a_tree_in_the_order_of_the_document(draft):
    plan = draft(
        task_row("A.1", section=["A. MỘT"]),
        task_row("B.I.1", section=["B. HAI", "I. Trong"]),
        task_row("B.1", section=["B. HAI"]),
    )
    assert list(plan.sections.order_by("order").values_list("title", "parent__title")) == [
        ("A. MỘT", None),
        ("B. HAI", None),
        ("I. Trong", "B. HAI"),
    ]


def test_a_lead_nobody_knows_is_missing_and_a_partner_nobody_knows_is_an_outsider(draft):
    plan = draft(task_row(leads=["Hội Người yêu cây xanh"], partners=["Câu lạc bộ Đọc sách"]))
    kinds = dict(TaskParty.objects.values_list("part", "kind"))
    assert kinds == {"lead": TaskParty.Kind.UNKNOWN, "partner": TaskParty.Kind.OUTSIDER}
    assert list(plan.doubts.values_list("field", "level")) == [("leads", "missing")]


def test_a_unit_that_leads_and_helps_only_leads_and_the_words_stay(draft):
    plan = draft(task_row(leads=["Sở Tài chính"], partners=["Sở Tài chính"], partner_text="Sở Tài chính"))
    task = plan.tasks.get()
    assert list(task.parties.values_list("part", flat=True)) == ["lead"]
    assert task.partner_text == "Sở Tài chính"
    assert plan.doubts.filter(field="partners", level="check").exists()


@pytest.mark.parametrize(
    ("leads", "confirmer"),
    [
        (["Phường Cầu Giấy"], "STC"),
        (["Sở Tài chính"], "VPUB"),
        (["Sở Tài chính", "Văn phòng UBND Thành phố"], None),
        (["UBND cấp xã"], "STC"),
    ],
)
def test_a_unit_never_confirms_what_it_leads(draft, leads, confirmer):
    unit = draft(task_row(leads=leads)).tasks.get().confirming_unit
    assert (unit.code if unit else None) == confirmer


def test_the_document_names_the_focal_unit_only_for_its_own_people(draft, stranger, city):
    assert draft().focal_unit == city["STC"]
    plan = draft(actor=stranger, number="13/KH-UBND")
    assert plan.focal_unit == city["09817"]
    assert plan.doubts.get(field="focal_unit").level == Doubt.Level.CHECK


def test_deadlines_of_every_kind_become_milestones(draft):
    plan = draft(
        task_row("1", deadline={"kind": "done", "due": "2025-12-12", "done_on": "2025-12-12"}),
        task_row("2", deadline={"kind": "recurring", "due": None, "rule": "every 3 months"}),
        task_row("3", deadline={"kind": "relative", "due": None, "days": 15, "anchor": "plan issued"}),
        task_row(
            "4",
            deadline={
                "kind": "multiple",
                "due": "2026-12-31",
                "milestones": [
                    {"kind": "ongoing", "due": None, "from": "2026-05-01", "label": "Thí điểm"},
                    {"kind": "month", "due": "2026-12-31", "label": "Báo cáo", "report": True},
                ],
            },
        ),
    )
    rows = Milestone.objects.filter(task__plan=plan).order_by("task__order", "order")
    assert list(rows.values_list("kind", "due_date", "from_date", "recurrence", "days", "label")) == [
        ("done", date(2025, 12, 12), None, "", None, ""),
        ("recurring", None, None, "every 3 months", None, ""),
        ("relative", None, None, "", 15, ""),
        ("ongoing", None, date(2026, 5, 1), "", None, "Thí điểm"),
        ("month", date(2026, 12, 31), None, "", None, "Báo cáo"),
    ]


def test_codes_are_unique_whatever_the_document_prints(draft):
    plan = draft(task_row("1"), task_row("1"), task_row(""))
    assert list(plan.tasks.order_by("order").values_list("code", flat=True)) == ["1", "1 (2)", "3"]


def test_what_the_reader_doubts_is_shown_where_we_have_nothing_to_say(draft):
    said = [
        {"field": "deadline", "level": "check", "text": "Hạn không hợp lý."},
        {"field": "content", "level": "missing", "text": "Ô trống."},
    ]
    plan = draft(task_row(content=None, doubts=said))
    assert set(plan.doubts.values_list("field", "level")) == {("content", "missing"), ("deadline", "check")}


def test_nobody_without_a_unit_makes_a_draft(city):
    with pytest.raises(IntakeError, match="đơn vị"):
        draft_from(reading=reading(), actor=UserFactory(), source=None, now=NOW)
    assert not Plan.objects.exists()


def test_the_count_before_publication_is_what_publication_makes(draft, officer):
    plan = draft(
        task_row("1", leads=["UBND cấp xã", "Sở Tài chính"]),
        task_row("2", deadline={"kind": "done", "due": None}),
        task_row("3", leads=["Các Sở, ban, ngành"]),
    )
    expected = planned(plan, NOW.date())
    made = publish(plan_id=plan.pk, actor=officer, now=NOW)
    assert expected[:2] == (made.assignments, made.units) == (6, 5)


def test_what_is_overdue_at_once_is_counted_before_publication(draft):
    late = {"kind": "date", "due": "2025-01-31", "text": "31/01/2025"}
    plan = draft(task_row("1", deadline=late), task_row("2", deadline={"kind": "ongoing", "due": None}))
    assert planned(plan, NOW.date()) == (2, 1, 1)


def test_totals_count_each_task_once_by_its_worst(draft):
    plan = draft(
        task_row("1"),
        task_row("2", content=None, leads=["Hội Người yêu cây xanh"]),
        task_row("3", leads=["đơn vị liên quan"]),
        number=None,
    )
    found = totals(plan, NOW.date())
    assert (found.tasks, found.clear, found.missing, found.check) == (3, 1, 2, 1)


def test_a_lead_still_to_be_chosen_has_the_day_the_document_says(draft):
    said = (
        "Sở Tài chính lựa chọn đơn vị thí điểm, xong trước ngày 31/01/2027; các đơn vị triển khai trong quý II/2027"
    )
    plan = draft(task_row("A.1", leads=["đơn vị được chọn thí điểm"], content=said), task_row("A.2"))
    parties = TaskParty.objects.filter(task__plan=plan).order_by("task__order")
    assert [(party.kind, party.name_by_date) for party in parties] == [("open", date(2027, 1, 31)), ("unit", None)]
