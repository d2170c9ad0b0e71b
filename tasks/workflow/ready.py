"""What work still lacks before it may leave its unit: proof of each product, an answer to each criterion."""

from tasks.models import Assignment, Evidence

NAMED = 4


def unproved(assignment: Assignment, pieces: list[Evidence] | None = None) -> list[str]:
    """The products that no current piece of evidence proves; `pieces` are the current ones where they are known."""
    products = assignment.task.products
    pieces = list(assignment.evidences.current()) if pieces is None else pieces
    if len(products) < 2:
        return [] if pieces else [assignment.task.product or "sản phẩm/kết quả"]
    proved = {one for piece in pieces for one in piece.proves(products)}
    return [one for one in products if one not in proved]


def unanswered(assignment: Assignment) -> list[str]:
    return [one for one in assignment.task.criteria if not assignment.answer_to(one)]


def judged_short(assignment: Assignment) -> list[str]:
    """Pieces and criteria that the confirming unit has judged "chưa đạt"."""
    not_ok = Evidence.Judgement.NOT_OK
    pieces = assignment.evidences.current().filter(judgement=not_ok).order_by("pk").values_list("label", flat=True)
    answers = assignment.acceptance_answers.items()
    return [*pieces, *(criterion for criterion, answer in answers if answer.get("judgement") == not_ok)]


def say_short(short: list[str]) -> str:
    return f"{_named(short)} đang ghi “Chưa đạt”: đề nghị bổ sung, hoặc sửa đánh giá trước khi xác nhận."


def say_unproved(lacking: list[str]) -> str:
    return f"Còn thiếu minh chứng cho {_named(lacking)}. Thêm tệp, số văn bản hoặc đường dẫn."


def say_unanswered(lacking: list[str]) -> str:
    return f"Chưa trả lời tiêu chí nghiệm thu {_named(lacking)}. Ghi mỗi tiêu chí một câu hoặc một số."


def _named(lacking: list[str]) -> str:
    more = f" và {len(lacking) - NAMED} mục nữa" if len(lacking) > NAMED else ""
    return ", ".join(f"“{one[:120]}”" for one in lacking[:NAMED]) + more
