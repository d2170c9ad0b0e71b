"""By which day the units of a lead still to be chosen are to be named."""

import re
from collections.abc import Iterable
from datetime import date

from plans.reading.moments import find_moments

_CHOOSING = (
    r"(?:lựa )?chọn|xác định|chỉ định|nêu tên|phân công|thống nhất|đề xuất|lập danh sách|phê duyệt danh sách"
    r"|gửi danh sách|đăng ký"
)
_BEFORE = re.compile(
    rf"(?:{_CHOOSING})(?!\w)[^.;]{{0,120}}?(?:trước|chậm nhất|muộn nhất|hạn|xong|trong|đến)(?!\w)[^.;\d]{{0,30}}$",
    re.IGNORECASE,
)


def name_by(texts: Iterable[str], *, year: int | None = None) -> date | None:
    """ "đơn vị được chọn thí điểm (xác định trước 31/01/2026)": the last day of the first such date."""
    for text in texts:
        for moment in find_moments(text, year=year):
            if moment.last and _BEFORE.search(text[: moment.start]):
                return moment.last
    return None
