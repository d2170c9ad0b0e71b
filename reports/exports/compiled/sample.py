"""Facts of a report that nobody sent: what a template is tried with before it is kept."""

from typing import Any

from reports.exports.compiled.words import EDITED

NAMES = ("tong_hop", "so_sanh", "luong", "nhom", "muc", "chi_tieu", "don_vi", "qua_han")
COUNTS = dict.fromkeys(
    ("done_on_time", "done_late", "open_in_time", "open_overdue", "ongoing", "self_confirmed", "done", "total"), 1
)
COLUMN = {"title": "Tình hình", "width": 20, "kind": "text"}
PLAN = {"named": "Kế hoạch số 1/KH-UBND", "title": "Mẫu", "reference": "KH 1/KH-UBND", "focal_unit": "Sở A"}


def sample_facts() -> dict[str, Any]:
    return {
        "author": {"code": "SA", "name": "Sở A", "formal": "Sở A", "kind": "so"},
        "issuer": "UBND Thành phố",
        "recipient": "UBND Thành phố",
        "made_on": "2026-01-31",
        "as_of": "2026-01-31",
        "period": {"key": "2026-01", "label": "tháng 01/2026", "start": "2025-12-15", "end": "2026-01-14"},
        "plans": [PLAN],
        "units": 1,
        "tasks": {**COUNTS, "rate": None},
        "assignments": {**COUNTS, "rate": None},
        "passages": {
            key: ["Một câu."] for key in ("ket_qua", "so_sanh", "qua_han", "vuong_mac", "kien_nghi", *EDITED)
        },
        "tables": [
            {"key": key, "title": key, "wide": False, "bold": [], "columns": [COLUMN], "rows": [["một dòng"]]}
            for key in NAMES
        ],
        "silence": None,
        "charts": [],
    }
