"""Documents of many issuers, typed as plain text."""

from plans.reading import read

PLACE = "Độc lập - Tự do - Hạnh phúc\nTân Lập, ngày 05 tháng 3 năm 2026\n"


def document(
    body: str,
    *,
    issuer: str = "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP",
    number: str = "15/KH-UBND",
    kind: str = "KẾ HOẠCH",
    title: str = "Phục vụ người dân năm 2026",
) -> dict:
    head = f"{issuer}\nSố: {number}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{PLACE}\n"
    named = f"{kind}\n{title}\n\n" if kind else ""
    return read(f"{head}{named}{body}".encode(), filename="van-ban.txt")


def directive(body: str) -> dict:
    return document(body, number="03/CT-UBND", kind="CHỈ THỊ", title="Về kỷ luật công vụ")


def table(*rows: str) -> str:
    """Cells parted by a stroke, one row an argument."""
    return "\n".join(f"| {row} |" for row in rows) + "\n"


def brief(task: dict) -> tuple:
    return task["id"], task["leads"], task["partners"], task["deadline"]["due"]
