"""What a person should look at before publishing: sentences beside fields, and a confidence."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from plans.reading.phrases import looks_like_unit

_AT_ITS_END = re.compile(r"(?<!\w)(?:cuối|hết|hạ tuần)(?!\w)", re.IGNORECASE)  # its last day is what is meant
_PENALTY = {"missing": 0.4, "check": 0.15}


def doubt(field: str, level: str, text: str) -> dict:
    return {"field": field, "level": level, "text": text}


def of_task(task: dict, *, issued_on: date | None, expects_product: bool) -> list[dict]:
    """`expects_product`: the document has a place for products, so an empty one is worth a look."""
    return [
        *_of_content(task, expects_product),
        *_of_leads(task),
        *_of_partners(task),
        *_of_deadline(task, issued_on),
    ]


def of_reading(guessed: Iterable[str], *, certain: bool = True) -> list[dict]:
    """What the rules inferred: fields said by a heading only, a lead that a mixed cell does not name."""
    doubts = [doubt(_FIELD.get(name, name), "check", _GUESSED[name]) for name in guessed if name in _GUESSED]
    if not certain:
        doubts.append(doubt("leads", "check", "Ô ghi chung nhiều đơn vị; hãy kiểm tra đơn vị nào chủ trì."))
    return doubts


_FIELD = {"proposed": "content"}
_GUESSED = {
    "leads": "Đơn vị chủ trì lấy từ đề mục phía trên; hãy kiểm tra.",
    "partners": "Ô phối hợp để trống, có thể gộp với ô phía trên; hãy kiểm tra.",
    "deadline": "Thời hạn lấy từ đề mục phía trên; hãy kiểm tra.",
    "proposed": "Đọc từ phần tổ chức thực hiện; chỉ giữ nếu là việc phải theo dõi.",
}


def of_document(letterhead: dict, *, tracked: bool, tasks: int) -> list[dict]:
    doubts = []
    if not letterhead["number"]:
        doubts.append(doubt("number", "missing", "Văn bản chưa có số; hãy điền số trước khi ban hành."))
    if not letterhead["issued_on"]:
        doubts.append(doubt("issued_on", "missing", "Văn bản chưa có ngày ban hành; hãy điền ngày, tháng, năm."))
    if not letterhead["title"]:
        doubts.append(doubt("content", "missing", "Không đọc được tên văn bản; hãy nhập tên."))
    if tracked:
        text = "Văn bản còn thay đổi chưa chấp nhận, đã đọc như đã chấp nhận hết; hãy đối chiếu với bản ký."
        doubts.append(doubt("content", "check", text))
    if not tasks:
        text = "Không tìm thấy bảng hay danh sách nhiệm vụ; hãy kiểm tra đúng tệp hoặc giao nhiệm vụ bằng tay."
        doubts.append(doubt("content", "missing", text))
    return doubts


def confidence(doubts: list[dict]) -> float:
    return round(max(0.0, 1.0 - sum(_PENALTY[item["level"]] for item in doubts)), 2)


def repeated_codes(tasks: list[dict]) -> None:
    """Two tasks with one code are both told so."""
    seen: dict[str, int] = {}
    for task in tasks:
        seen[task["id"]] = seen.get(task["id"], 0) + 1
    for task in tasks:
        if seen[task["id"]] > 1:
            text = f"Mã nhiệm vụ {task['id']} bị trùng trong văn bản; hãy đánh lại số."
            task["doubts"].append(doubt("code", "check", text))


def _of_content(task: dict, expects_product: bool) -> list[dict]:
    doubts = []
    if not task["content"]:
        text = "Ô nội dung để trống trong văn bản gốc; hãy nhập nội dung nhiệm vụ."
        doubts.append(doubt("content", "missing", text))
    if expects_product and not task["product"] and not task["result"]:
        doubts.append(doubt("product", "check", "Ô sản phẩm để trống; hãy bổ sung để có căn cứ nghiệm thu."))
    return doubts


def _of_leads(task: dict) -> list[dict]:
    if not task["leads"]:
        return [doubt("leads", "missing", "Không thấy đơn vị chủ trì; hãy chọn đơn vị chịu trách nhiệm.")]
    strange = [unit for unit in task["leads"] if not looks_like_unit(unit)]
    if strange:
        text = f"“{strange[0]}” có thể không phải tên đơn vị; hãy kiểm tra đơn vị chủ trì."
        return [doubt("leads", "check", text)]
    return []


def _of_partners(task: dict) -> list[dict]:
    strange = [unit for unit in task["partners"] if not looks_like_unit(unit)]
    if not strange:
        return []
    text = f"“{strange[0]}” có thể không phải tên đơn vị; hãy kiểm tra đơn vị phối hợp."
    return [doubt("partners", "check", text)]


def _of_deadline(task: dict, issued_on: date | None) -> list[dict]:
    deadline, text = task["deadline"], task["deadline_text"]
    if deadline["kind"] == "none" and not text:
        return [doubt("deadline", "missing", "Không thấy thời hạn; hãy chọn ngày hoàn thành hoặc để thường xuyên.")]
    if deadline["kind"] == "none":
        return [doubt("deadline", "check", f"Thời hạn “{text}” không nêu ngày cụ thể; hãy xác định hạn.")]
    if deadline["kind"] == "relative" and not deadline["due"]:
        return [
            doubt("deadline", "check", f"Thời hạn “{text}” tính từ một sự kiện; hãy điền ngày khi sự kiện xảy ra.")
        ]
    if deadline.get("vague") and not _AT_ITS_END.search(text):
        return [doubt("deadline", "check", f"“{text}” không nêu ngày; máy lấy ngày cuối của kỳ ấy; hãy xác nhận.")]
    if deadline.get("condition") or deadline.get("tentative"):
        return [doubt("deadline", "check", f"Thời hạn “{text}” có điều kiện kèm theo; hãy xác nhận lại.")]
    due = date.fromisoformat(deadline["due"]) if deadline["due"] else None
    if due and issued_on and deadline["kind"] != "done" and not issued_on <= due <= issued_on + timedelta(days=3650):
        return [doubt("deadline", "check", f"Hạn {due:%d/%m/%Y} không hợp lý so với ngày ban hành; hãy kiểm tra.")]
    return []
