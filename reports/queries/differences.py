"""What the tables say today where a frozen report said otherwise."""

from dataclasses import dataclass

from reports.queries.content import Content

FIGURES = {
    "done_on_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "open_in_time": "Chưa hoàn thành trong hạn",
    "open_overdue": "Chưa hoàn thành quá hạn",
    "ongoing": "Thường xuyên",
    "self_confirmed": "Đơn vị tự xác nhận",
    "rate": "Tỷ lệ hoàn thành (%)",
}
NOTHING = "–"


@dataclass(frozen=True)
class Difference:
    where: str
    then: str
    now: str


def differences(frozen: Content, today: Content) -> list[Difference]:
    """Figures first, then work and indicators row by row."""
    then, now = frozen["figures"], today["figures"]
    found = [_of(words, then.get(name), now.get(name)) for name, words in FIGURES.items()]
    found += _rows(frozen["changes"], today["changes"])
    found += _values(frozen["indicators"], today["indicators"])
    return [each for each in found if each.then != each.now]


def _of(where: str, then: object, now: object) -> Difference:
    return Difference(
        where, *(NOTHING if value in (None, "") else str(value).replace(".", ",") for value in (then, now))
    )


def _rows(then: list[dict], now: list[dict]) -> list[Difference]:
    before = {row["id"]: f"{row['progress']}, {row['badge']['label']}" for row in then}
    after = {row["id"]: f"{row['progress']}, {row['badge']['label']}" for row in now}
    names = {row["id"]: f"{row['code']} {row['name']}" for row in [*now, *then]}
    return [Difference(name, before.get(pk, NOTHING), after.get(pk, NOTHING)) for pk, name in names.items()]


def _values(then: list[dict], now: list[dict]) -> list[Difference]:
    before, after = ({row["id"]: row["value"] for row in rows} for rows in (then, now))
    names = {row["id"]: row["name"] for row in [*now, *then]}
    return [Difference(name, before.get(pk, NOTHING), after.get(pk, NOTHING)) for pk, name in names.items()]
