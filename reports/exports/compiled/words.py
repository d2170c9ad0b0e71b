"""The words around the figures of a compilation, and the places of a template that they fill."""

from datetime import date
from typing import Any

from reports.exports.letterhead import abbreviation, dated, issuer_lines, place_of, signature
from reports.exports.wording import day, number, rate

# What a template may name; the same list is shown to whoever writes one.
PLACES = {
    "tren": "các dòng tên cơ quan cấp trên",
    "co_quan": "các dòng tên cơ quan lập báo cáo",
    "so_ky_hieu": "dòng số, ký hiệu ở đầu văn bản",
    "so_bao_cao": "số, ký hiệu để viện dẫn",
    "noi_ngay": "địa danh, ngày tháng năm",
    "ten_bao_cao": "trích yếu",
    "ky": "kỳ báo cáo, từ ngày đến ngày",
    "kinh_gui": "nơi nhận chính",
    "mo_dau": "đoạn mở đầu",
    "ket_qua": "các đoạn kết quả chung",
    "so_sanh": "các đoạn so sánh với kỳ trước, cùng kỳ, ngày đã chọn",
    "danh_gia": "các đoạn đánh giá (sửa được)",
    "qua_han": "các đoạn về việc quá hạn",
    "vuong_mac": "các đoạn khó khăn, vướng mắc",
    "nguyen_nhan": "các đoạn nguyên nhân (sửa được)",
    "kien_nghi": "các đoạn kiến nghị, đề xuất",
    "de_xuat": "các đoạn đề xuất thêm (sửa được)",
    "ky_toi": "các đoạn nhiệm vụ kỳ tới (sửa được)",
    "ket": "câu kết",
    "noi_nhan": "các dòng nơi nhận",
    "chu_ky": "các dòng thẩm quyền ký",
    "nguoi_ky": "họ tên người ký",
    "so": "các con số: so.nhiem_vu, so.luot_giao, so.don_vi, so.hoan_thanh, so.dung_han, so.qua_han, so.ty_le, …",
    "bang": "các bảng: bang.tong_hop, bang.so_sanh, bang.luong, bang.nhom, bang.muc, bang.chi_tieu, bang.don_vi, "
    "bang.qua_han",
    "ten_bang": "tên của từng bảng, như bang",
    "hinh": "các biểu đồ: hinh.tat_ca (lặp bằng {%p for h in hinh.tat_ca %})",
}
EDITED = ("danh_gia", "nguyen_nhan", "de_xuat", "ky_toi")
SPACE = " " * 8


def places_of(facts: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """Strings and lists of lines for every place but tables and pictures. `texts`: what a person wrote."""
    author, made = facts["author"], date.fromisoformat(facts["made_on"])
    above, own = issuer_lines(author["formal"], author["kind"], facts["issuer"])
    period = facts["period"]
    sign = f"{texts.get('so') or SPACE}/BC-{abbreviation(author['code'], author['kind'])}"
    edited = {key: [line.strip() for line in texts.get(key, "").splitlines() if line.strip()] for key in EDITED}
    return {
        **facts["passages"],
        **edited,
        "tren": above,
        "co_quan": own,
        "so_ky_hieu": f"Số: {sign}",
        "so_bao_cao": f"số {sign}",
        "noi_ngay": dated(place_of(author["kind"], author["name"]), made),
        "ten_bao_cao": f"Kết quả thực hiện {_all_named(facts['plans'])}",
        "ky": f"({_first_capital(period['label'])}, từ ngày {_day(period['start'])} đến ngày {_day(period['end'])})",
        "kinh_gui": facts["recipient"],
        "mo_dau": texts.get("mo_dau") or _opening(facts),
        "ket": f"{author['formal']} trân trọng báo cáo./.",
        "noi_nhan": _receivers(facts),
        "chu_ky": signature(author["kind"], author["name"], texts.get("ky", "")),
        "nguoi_ky": texts.get("nguoi_ky", ""),
        "so": numbers_of(facts),
    }


def numbers_of(facts: dict[str, Any]) -> dict[str, str]:
    tasks, given = facts["tasks"], facts["assignments"]
    return {
        "nhiem_vu": number(tasks["total"]),
        "luot_giao": number(given["total"]),
        "don_vi": number(facts["units"]),
        "hoan_thanh": number(given["done"]),
        "dung_han": number(given["done_on_time"]),
        "hoan_thanh_qua_han": number(given["done_late"]),
        "trong_han": number(given["open_in_time"]),
        "qua_han": number(given["open_overdue"]),
        "ty_le": rate(given["rate"]),
        "ty_le_nhiem_vu": rate(tasks["rate"]),
        "den_ngay": _day(facts["as_of"]),
    }


def _all_named(plans: list[dict[str, Any]]) -> str:
    """Up to three documents by name; of more, how many."""
    if len(plans) > 3:
        return f"{len(plans)} văn bản giao nhiệm vụ"
    return "; ".join(plan["named"] for plan in plans)


def _opening(facts: dict[str, Any]) -> str:
    plans = facts["plans"]
    about = f"{plans[0]['named']} về “{plans[0]['title']}”" if len(plans) == 1 else _all_named(plans)
    who, label = facts["author"]["formal"], facts["period"]["label"]
    return f"Thực hiện {about}, {who} tổng hợp kết quả {label} của các đơn vị như sau:"


def _receivers(facts: dict[str, Any]) -> list[str]:
    author = facts["author"]["name"]
    focal = {plan["focal_unit"] for plan in facts["plans"]} - {author}
    return ["- Như trên;", *(f"- {name};" for name in sorted(focal)), "- Lưu: VT."]


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
