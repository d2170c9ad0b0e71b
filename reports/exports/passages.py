"""The sentences of the letter."""

from collections import Counter, defaultdict
from decimal import Decimal

from reports.exports.wording import day, formal, named, number, rate
from reports.queries import PlanReport
from reports.queries.compiling import Compiled
from tasks.figures import Figures
from units.models import Unit

BANDS = ((30, "dưới 30 ngày"), (90, "từ 30 đến dưới 90 ngày"), (121, "từ 90 đến 120 ngày"))
OLDEST = "trên 120 ngày"
SHOWN = 12  # texts of one kind told in the body; the appendix holds all of them
NAMED = 6  # units named beside a text

Said = tuple[str, Unit, str]  # text, unit, code of the task


def opening(report: PlanReport) -> str:
    who = formal(report.author)
    name = named(report.plan)
    return f"Thực hiện {name} về “{report.plan.title}”, {who} báo cáo kết quả {report.period.label} như sau:"


def results(report: PlanReport | Compiled) -> list[str]:
    until = f"Đến hết ngày {day(report.as_of)}"
    a = report.assignments
    if not a.total:
        return [f"{until}, chưa có nhiệm vụ nào được giao cho đơn vị thực hiện."]
    units = f" cho {number(len(report.units))} đơn vị" if report.whole else ""
    given = f"{until}, {number(report.tasks.total)} nhiệm vụ đã được giao{units}, thành {number(a.total)} lượt giao"
    done = f"đã hoàn thành {number(a.done)} (đúng hạn {number(a.done_on_time)}, quá hạn {number(a.done_late)})"
    left = f"chưa hoàn thành {number(a.counted - a.done)} (trong hạn {number(a.open_in_time)}, "
    return [
        f"{given}. Trong {number(a.counted)} lượt giao tính tỷ lệ: {done}; {left}quá hạn {number(a.open_overdue)})."
    ]


def after_table(report: PlanReport | Compiled) -> list[str]:
    a, t = report.assignments, report.tasks
    if a.rate is None:
        return ["Đến ngày chốt số liệu chưa có lượt giao nào hoàn thành hoặc quá hạn nên chưa tính tỷ lệ hoàn thành."]
    by_tasks = f"{rate(t.rate)} ({number(t.done)}/{number(t.due)} nhiệm vụ)" if t.due else "chưa tính theo nhiệm vụ"
    return [
        f"Tỷ lệ hoàn thành: {rate(a.rate)} ({number(a.done)}/{number(a.due)} lượt giao); {by_tasks}. Tỷ lệ là số "
        "hoàn thành chia cho tổng số hoàn thành và chưa hoàn thành quá hạn; nhiệm vụ giao nhiều đơn vị tính theo "
        "lượt giao chậm nhất của nhiệm vụ đó.",
        *_under_silence(report),
    ]


def _under_silence(report: PlanReport | Compiled) -> list[str]:
    found = report.silence
    if found is None:
        return []
    return [
        f"{found.label}: {rate(found.rate)} ({number(found.done)}/{number(found.due)} lượt giao), tính cả "
        f"{number(found.untold)} lượt giao trong hạn không được cập nhật trong kỳ là không hoàn thành."
    ]


def of_all(figures: Figures, share: Decimal) -> str:
    done = f"{number(figures.done)}/{number(figures.counted)} lượt giao"
    return f"Tính trên tổng số lượt giao, kể cả chưa đến hạn: {rate(share)} ({done})."


def evidence(report: PlanReport) -> list[str]:
    """In a unit's own letter; that of the focal unit has it in the appendix, unit by unit."""
    shown = [] if report.whole else [f"- {name}." for row in report.units for name in row.evidence]
    return ["Minh chứng trong kỳ:", *shown] if shown else []


def overdue(report: PlanReport | Compiled) -> list[str]:
    rows = report.overdue
    if not rows:
        return ["Không có."]
    tasks, units = len({row.task.pk for row in rows}), len({row.unit.pk for row in rows})
    bands = Counter(_band(row.days) for row in rows)
    ages = "; ".join(f"{name}: {number(bands[name])}" for name in (*(b for _, b in BANDS), OLDEST) if bands[name])
    oldest = rows[0]
    where = f", tại {number(units)} đơn vị" if report.whole else ""
    return [
        f"Có {number(len(rows))} lượt giao quá hạn của {number(tasks)} nhiệm vụ{where}. "
        f"Theo thời gian quá hạn (lượt giao): {ages}.",
        f"Quá hạn lâu nhất: {formal(oldest.unit)}, nhiệm vụ {oldest.task.code}, hạn {day(oldest.due)}, "
        f"quá hạn {number(oldest.days)} ngày. Danh sách đầy đủ tại Phụ lục kèm theo.",
    ]


def _band(days: int) -> str:
    return next((name for limit, name in BANDS if days < limit), OLDEST)


def obstacles(report: PlanReport | Compiled) -> list[str]:
    by_kind: dict[str, list[Said]] = defaultdict(list)
    for unit, code, remark in report.remarks:
        if remark.text:
            by_kind[remark.kind].append((remark.text, unit, code))
    lines: list[str] = []
    for n, (kind, said) in enumerate(sorted(by_kind.items(), key=lambda pair: -len(pair[1])), 1):
        lines += [f"{n}. {_about(kind)} ({number(len(said))} ý kiến):", *_told(said)]
    return lines or ["Không có."]


def _about(kind: str) -> str:
    return "Vướng mắc khác" if kind == "khác" else f"Về {kind}"


def proposals(report: PlanReport | Compiled) -> list[str]:
    said = [(remark.proposal, unit, code) for unit, code, remark in report.remarks if remark.proposal]
    return _told(said) or ["Không có."]


def _told(said: list[Said]) -> list[str]:
    """One line for one text, with all who say it; the most common first."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for text, unit, code in said:
        by_text[" ".join(text.split()).rstrip(".;")].append(f"{formal(unit)} ({code})")
    common = sorted(by_text.items(), key=lambda pair: -len(pair[1]))
    lines = [f"- {text} – {_some(who, '; ', NAMED)}." for text, who in common[:SHOWN]]
    rest = len(common) - SHOWN
    return lines if rest <= 0 else [*lines, f"- Và {number(rest)} ý kiến khác, nêu tại Phụ lục."]


def _some(names: list[str], between: str, limit: int) -> str:
    rest = len(names) - limit
    return between.join(names) if rest <= 0 else f"{between.join(names[:limit])} và {number(rest)} nơi khác"


def closing(report: PlanReport) -> str:
    return f"{formal(report.author)} trân trọng báo cáo./."
