"""What a column is for, told by what stands in its cells, where the words over it do not say."""

import re
from collections.abc import Callable

from plans.reading.blocks import Row
from plans.reading.deadlines import read_deadline
from plans.reading.labels import read_label
from plans.reading.phrases import split_units
from plans.reading.unit_words import SET_PHRASE
from plans.reading.wording import fold

_MOST_ROWS = 40  # enough to know a column by
_MOSTLY = 0.75
# Names of units; not what only begins like one: "Hội nghị", "Ban hành", "Báo cáo".
_BODY = re.compile(
    r"(?:Các |các )?(?:Sở|sở|UBND|HĐND|Ủy ban|Uỷ ban|Phòng(?! chống| ngừa)|phòng|Công an|Văn phòng|VP|Chi cục|Cục|Vụ"
    r"|Thanh tra|Trung tâm|Ban(?! hành)|Hội(?! nghị| thảo| thi| chợ)|Đoàn (?:[Tt]hanh|TN|[Tt]hể|xã|phường)"
    r"|Trường|Trạm"
    r"|Đài|Viện|Thuế|Kho bạc|Bộ (?:[Cc]hỉ huy|phận|[A-ZĐ][^\W\d])|Công ty|Thôn|thôn|Tổ (?:dân phố|công)|Mặt trận"
    r"|UBMTTQ|MTTQ|Đảng ủy|Điện lực|Hải quan|Ngân hàng|Bảo hiểm|BHXH|Báo (?!cáo)|đơn vị|cơ quan)(?!\w)"
)
_TIME = re.compile(
    r"\W*(?:\d|trước|đến|trong|quý|tháng|năm|h[ằà]ng|mỗi|thường xuyên|định kỳ|từ|hết|cuối|đầu|giữa|chậm nhất"
    r"|muộn nhất"
    r"|tuần|ngày|sau|q[1-4i]|t\d|liên tục|cả năm|xong|hoàn thành)",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"(?:\d+ )?(?:Báo cáo|Kế hoạch|Quyết định|Văn bản|Nghị quyết|Tờ trình|Hồ sơ|Biên bản|Danh mục|Danh sách|Đề án"
    r"|Công văn|Thông báo|Hướng dẫn|Chương trình|Phương án|Tài liệu|Phần mềm|Dữ liệu|Cơ sở dữ liệu|Quy chế|Bảng"
    r"|Chỉ thị|Hợp đồng|Giấy|Sổ|Ảnh|Hội nghị|Lớp|Mô hình|Hệ thống)(?!\w)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\W*(?:(?:đạt|từ|trên|dưới|hơn|vượt|tối thiểu|tối đa|ít nhất|nhiều nhất|không (?:quá|vượt quá|dưới)|khoảng|tăng"
    r"|giảm|thêm|còn|hạng|thứ(?: hạng)?|nhóm|top)\s+)*[≥≤<>]?\s*\d[\d.,]*(?:\s*[-–]\s*[\d.,]+)?\s*(?:%|[^\W\d]+){0,1}"
    r"(?:\s+[^\W\d]+){0,3}(?:\s*/\s*[^\W\d]+)?(?:\s+trở (?:lên|xuống))?\W*",
    re.IGNORECASE,
)
_LONGEST_FIGURE = 40
_YEAR_OF_PLAN = re.compile(r"(?P<plan>(?:kế hoạch|kh|mục tiêu|chỉ tiêu|phấn đấu|giao) )?(?:năm )?(?P<year>20\d\d)")
_MEASURES = re.compile(r"đơn vị|đv")


def body_of(rows: tuple[Row, ...]) -> list[Row]:
    """The rows under a header that hold more than a title."""
    return [row for row in rows if len(row.filled) > 1][:_MOST_ROWS]


def texts_in(body: list[Row], column: int, span: int = 1) -> list[str]:
    """The words of a column; where a cell is cut otherwise than the header, those under its width."""
    found = []
    for row in body:
        cells = (row.at(other) for other in range(column, column + span))
        if cell := next((cell for cell in cells if cell.text), None):
            found.append("\n".join(cell.lines))
    return found


def settle(roles: dict[str, int], texts: dict[int, str], spans: dict[int, int], body: list[Row]) -> dict[str, int]:
    """The roles, with those that only the cells tell of."""
    if not body:
        return roles
    found = dict(roles)
    inside = {column: texts_in(body, column, spans.get(column, 1)) for column in texts}
    _correct(found, texts, inside)
    if not {"tt", "code"} & found.keys() and (first := _numbering_column(found, texts, inside)) is not None:
        found["tt"] = first
    for column in texts:
        if column not in found.values() and texts[column] and (role := _told(found, inside[column])):
            found[role] = column
    return found


def _numbering_column(roles: dict[str, int], texts: dict[int, str], inside: dict[int, list[str]]) -> int | None:
    """The first column, where its cells are labels, whatever stands over it: "Mục", "Số", nothing."""
    first = min(texts, default=None)
    named = {column for role, column in roles.items() if role not in ("group", "value")}
    return (
        first if first not in named and _mostly(lambda cell: bool(read_label(cell)), inside.get(first, [])) else None
    )


def _correct(roles: dict[str, int], texts: dict[int, str], inside: dict[int, list[str]]) -> None:
    """Words that may mean two things: "Đơn vị" of a figure, "Thực hiện" over days, "Nơi nhận việc" over units."""
    if "detail" in roles and _mostly(_are_units, inside[roles["detail"]]):
        roles.setdefault("partner" if "lead" in roles else "lead", roles.pop("detail"))
    _correct_figures(roles, texts, inside)
    _correct_baseline(roles, texts)
    lead = roles.get("lead")
    if lead is None:
        return
    if "deadline" not in roles and _mostly(_is_time, inside[lead]):
        roles["deadline"] = roles.pop("lead")
    elif _is_for_figures(roles) and _MEASURES.fullmatch(fold(texts[lead])) and _mostly(_is_measure, inside[lead]):
        roles["measure"] = roles.pop("lead")


def _correct_figures(roles: dict[str, int], texts: dict[int, str], inside: dict[int, list[str]]) -> None:
    """ "Chỉ tiêu" over figures is what is to be reached; the indicators stand in the longest column left."""
    column = roles.get("indicator")
    free = [other for other in texts if other not in roles.values() and inside[other]]
    if column is None or "value" in roles or not free or not _mostly(_is_figure, inside[column]):
        return
    wordy = max(free, key=lambda other: sum(map(len, inside[other])))
    if not _mostly(_is_figure, inside[wordy]):
        roles["indicator"], roles["value"] = wordy, column


def _correct_baseline(roles: dict[str, int], texts: dict[int, str]) -> None:
    """ "Năm 2025" beside "Kế hoạch 2026" is where things stand."""
    bare, planned = (_YEAR_OF_PLAN.fullmatch(fold(texts[roles[role]])) if role in roles else None
                     for role in ("value", "value_2"))  # fmt: skip
    if bare and planned and not bare["plan"] and planned["plan"] and bare["year"] < planned["year"]:
        roles.setdefault("baseline", roles["value"])
        roles["value"] = roles.pop("value_2")
        if "value_3" in roles:
            roles["value_2"] = roles.pop("value_3")


def _is_for_figures(roles: dict[str, int]) -> bool:
    return "indicator" in roles and not {"content", "measure"} & roles.keys()


def _told(roles: dict[str, int], cells: list[str]) -> str:
    of_figures = "indicator" in roles and "content" not in roles
    tests: tuple[tuple[str, bool, Callable[[str], bool]], ...] = (
        ("lead", "both" not in roles and not (of_figures and "monitor" in roles), _are_units),
        ("partner", "lead" in roles, _are_units),
        ("deadline", not of_figures, _is_time),
        ("product", not of_figures and "result" not in roles, _is_output),
        ("value", of_figures, _is_figure),
    )
    return next((role for role, open_, is_one in tests if open_ and role not in roles and _mostly(is_one, cells)), "")


def are_units(cells: list[str]) -> bool:
    return _mostly(_are_units, cells)


def are_times(cells: list[str]) -> bool:
    return _mostly(_is_time, cells)


def are_figures(cells: list[str]) -> bool:
    return _mostly(_is_figure, cells)


def longest(columns: list[int], body: list[Row], spans: dict[int, int]) -> int:
    """The column that says most; the first where there is nothing to go by."""
    return max(columns, key=lambda column: sum(map(len, texts_in(body, column, spans.get(column, 1)))))


def _mostly(is_one: Callable[[str], bool], cells: list[str]) -> bool:
    return bool(cells) and sum(map(is_one, cells)) >= _MOSTLY * len(cells)


def _are_units(text: str) -> bool:
    return len(text) < 400 and bool(units := split_units(text)) and all(map(_is_body, units))


def _is_body(unit: str) -> bool:
    return len(unit) < 120 and bool(_BODY.match(unit) or SET_PHRASE.match(unit))


def _is_time(text: str) -> bool:
    if len(text) > 80 or text.strip().isdigit() or not _TIME.match(text):
        return False
    return read_deadline(text, year=2000)["kind"] != "none"


def _is_output(text: str) -> bool:
    return len(text) < 200 and bool(_OUTPUT.match(text.strip(" -+")))


def _is_figure(text: str) -> bool:
    """A bare figure, or one with its sign and what it counts: "≥ 98%", "tối thiểu 60 bộ"."""
    return len(text) < _LONGEST_FIGURE and bool(_FIGURE.fullmatch(text.strip()))


def _is_measure(text: str) -> bool:
    return len(text) <= 30 and not _BODY.match(text)
