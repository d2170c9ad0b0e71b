"""A unit's own report as words and tables, before it becomes a .docx or a PDF: nothing here reads the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.exports.compiled.facts import FactTable
from reports.exports.letterhead import abbreviation, dated, issuer_lines, place_of, signature
from reports.exports.tables import Column, Table
from reports.exports.wording import day, formal, number, rate
from reports.models import Report
from tasks.figures import Official

MOST_NAMED = 3
SUMMED = [Column("Tình hình", 70), Column("Số lượt giao", 20, "figure")]
CHANGED = [
    Column("TT", 5, "order"),
    Column("Văn bản", 14),
    Column("Mã", 10),
    Column("Nhiệm vụ", 40),
    Column("Hạn", 12, "date"),
    Column("Tiến độ", 14),
    Column("Việc đã làm, minh chứng trong kỳ", 44),
    Column("Tình hình", 18),
]
MEASURED = [Column("Chỉ tiêu", 60), Column("Kết quả", 24, "figure"), Column("Mục tiêu", 24, "figure")]


@dataclass(frozen=True)
class Part:
    title: str
    texts: list[str]
    tables: list[FactTable]


@dataclass(frozen=True)
class Paper:
    """`head`: the places of letter.typ; `so_bao_cao` names the report in its appendix."""

    head: dict[str, Any]
    parts: list[Part]
    appendices: list[tuple[str, str, FactTable]]


def paper_of(report: Report, said: dict[str, Any], *, issuer: str, made_on: date, form: str = "") -> Paper:
    """`said`: the frozen content, or today's. `form`: who signs, as `letterhead.signature`."""
    changes = _changes(said)
    parts = [Part(f"{each['number']}. {each['title']}", *_said_in(each, said)) for each in said["sections"]]
    wide = [("Phụ lục", "VIỆC CÓ THAY ĐỔI TRONG KỲ", changes)] if changes.table.rows else []
    return Paper(_head(report, said, issuer, made_on, form), parts, wide)


def _head(report: Report, said: dict[str, Any], issuer: str, made_on: date, form: str) -> dict[str, Any]:
    unit = report.unit
    above, own = issuer_lines(formal(unit), unit.kind, issuer)
    sign = report.paper_number or f"        /BC-{abbreviation(unit.code, unit.kind)}"
    until = day(date.fromisoformat(said["as_of"]))
    return {
        "tren": above,
        "co_quan": own,
        "so_ky_hieu": f"Số: {sign}",
        "so_bao_cao": f"số {sign}",
        "noi_ngay": dated(place_of(unit.kind, unit.name), made_on, report.paper_date),
        "ten_bao_cao": f"Kết quả thực hiện {_named(said['plans'])}",
        "ky": f"({report.label[:1].upper()}{report.label[1:]}, từ ngày {day(report.start_date)} đến ngày {until})",
        "kinh_gui": said["to"],
        "mo_dau": f"{formal(unit)} báo cáo kết quả thực hiện {report.label}, số liệu đến hết ngày {until}, như sau:",
        "ket": f"{formal(unit)} trân trọng báo cáo./.",
        "noi_nhan": ["- Như trên;", *_copies(report, said["to"]), "- Lưu: VT."],
        "chu_ky": signature(unit.kind, unit.name, form),
        "nguoi_ky": report.paper_signer,
    }


def _named(plans: list[dict[str, Any]]) -> str:
    if len(plans) > MOST_NAMED:
        return f"{len(plans)} văn bản giao nhiệm vụ"
    return "; ".join(plan["name"] for plan in plans)


def _copies(report: Report, to: str) -> list[str]:
    return [] if report.receiver.name in to else [f"- {report.receiver.name};"]


def _said_in(section: dict[str, Any], said: dict[str, Any]) -> tuple[list[str], list[FactTable]]:
    """(paragraphs, tables) of one section of the outline."""
    if section["typed"]:
        return section["text"].splitlines() or ["Không có."], []
    if section["fill"] == "figures":
        return _results(said), [_fact("tong_hop", _summary(said))]
    if section["fill"] == "indicators":
        rows = [(row["name"], row["value"], row["target"]) for row in said["indicators"]]
        table = _fact("chi_tieu", Table("", MEASURED, rows))
        return ([], [table]) if rows else (["Kỳ này không có số liệu chỉ tiêu."], [])
    return LINES[section["fill"]](said), []


def _results(said: dict[str, Any]) -> list[str]:
    figures = said["figures"]
    counted = sum(figures[state] for state in Official.values)
    lines = [f"Đơn vị có {number(counted)} lượt giao tính tỷ lệ; tỷ lệ hoàn thành {_rate(figures['rate'])}."]
    if said["strict"] and said["silent"]:
        codes = ", ".join(row["code"] for row in said["silent"])
        lines.append(
            f"{number(len(said['silent']))} lượt giao không có cập nhật trong kỳ, tính là không hoàn thành theo quy "
            f"tắc “Dữ liệu không cập nhật = không hoàn thành”: {codes}."
        )
    return lines


def _rate(percent: str | None) -> str:
    return f"{percent}%".replace(".", ",") if percent is not None else rate(None)


def _summary(said: dict[str, Any]) -> Table:
    figures, strict = said["figures"], said.get("strict_rate")  # older ones have none
    rows = [(state.label, figures[state.value]) for state in Official]
    outside = [("Thường xuyên, ngoài tỷ lệ", figures["ongoing"]), ("Đơn vị tự xác nhận", figures["self_confirmed"])]
    rows.append(("Tỷ lệ hoàn thành", _rate(figures["rate"])))
    rows += [(strict["label"], _rate(strict["rate"]))] if strict else []
    return Table("Tổng hợp tình hình thực hiện", SUMMED, [*rows, *outside])


def _fact(key: str, table: Table, wide: bool = False) -> FactTable:
    return FactTable(key, table, wide, [])


def _changes(said: dict[str, Any]) -> FactTable:
    plans = {plan["id"]: plan["reference"] for plan in said["plans"]}
    rows = [
        (
            n,
            plans[row["plan"]],
            row["code"],
            row["name"],
            _day(row),
            row["progress"],
            "\n".join([*row["notes"], *row["evidence"]]),
            row["badge"]["label"],
        )
        for n, row in enumerate(said["changes"], 1)
    ]
    return _fact("thay_doi", Table("Việc có thay đổi trong kỳ", CHANGED, rows), wide=True)


def _day(row: dict[str, Any]) -> date | None:
    return date.fromisoformat(row["due"]) if row["due"] else None


def _changed(said: dict[str, Any]) -> list[str]:
    count = len(said["changes"])
    return (
        [f"{number(count)} việc có thay đổi trong kỳ (Phụ lục)."] if count else ["Không có việc nào được cập nhật."]
    )


def _late(said: dict[str, Any]) -> list[str]:
    return [
        f"- {row['code']} {row['name']}: hạn {day(_day(row))}, quá hạn {number(row['days'])} ngày"
        + "".join(f"; {why}" for why in row["why"])
        for row in said["late"]
    ] or ["Không có việc quá hạn."]


def _obstacles(said: dict[str, Any]) -> list[str]:
    found = []
    for row in said["obstacles"]:
        told = [f"{row['text']} ({row['kind']})"] if row["text"] else []
        told += [f"kiến nghị: {row['proposal']}"] if row["proposal"] else []
        found.append(f"- {row['code']}: {'; '.join(told)}")
    return found or ["Không có khó khăn hay kiến nghị đang chờ trả lời."]


def _next(said: dict[str, Any]) -> list[str]:
    rows = [f"- {row['code']} {row['name']}: hạn {day(_day(row))}" for row in said["next"]]
    return rows or ["Không có việc đến hạn trong kỳ tới."]


LINES = {"changes": _changed, "late": _late, "obstacles": _obstacles, "next": _next}
