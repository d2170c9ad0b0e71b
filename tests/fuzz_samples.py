"""Small whole files of every format, to be spoilt."""

import io
from functools import cache

import openpyxl

from tests.plans.reading.papers import COLUMNS, OPENING, Paper
from tests.plans.reading.printed import Print

ROWS = (
    ("I", "Phần một", "", "", "", ""),
    ("1", "Mua sách cho thư viện", "Sở Y tế; Sở Nội vụ", "UBND xã, phường", "Trước 30/9/2026", "Tủ sách"),
    ("1.1", "- Sách mới\n- Sách cũ", "Các Sở, ban, ngành", "", "Quý IV/2026", "Báo cáo"),
    ("2", "100% hồ sơ được số hóa", "Sở Khoa học và Công nghệ", "", "Thường xuyên", ""),
)
TEXT = """
II. NHIỆM VỤ
1. Số hóa hồ sơ
a) Nhiệm vụ: Số hóa toàn bộ hồ sơ của phường trong năm 2026.
b) Cơ quan thực hiện: Sở Nội vụ; phối hợp: Sở Y tế.
c) Thời gian thực hiện: Hoàn thành trước 31/12/2026.
III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ theo dõi, đôn đốc; báo cáo UBND Thành phố trước ngày 20 hằng tháng.
"""


@cache
def samples() -> dict[str, bytes]:
    return {"docx": _docx(), "xlsx": _xlsx(), "pdf": _pdf(), "txt": _txt(), "html": _html(), "tcvn3.txt": _old()}


def _docx() -> bytes:
    paper = Paper().lines(*TEXT.strip().splitlines(), "PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ")
    return paper.table(COLUMNS, *ROWS, merged=[((1, 1), (1, 5)), ((2, 2), (3, 2))]).bytes()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["PHỤ LỤC 1"], COLUMNS, *ROWS, ("3", "=1+1", "Sở Y tế", "", 46143, "")):
        sheet.append(list(row))
    sheet.merge_cells("B3:F3")
    sheet["E7"].number_format = '"Tháng "m/yyyy'
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _pdf() -> bytes:
    """Not packed, so that spoilt bytes reach what is drawn."""
    columns = [40, 70, 200, 320, 400, 480, 560]
    page = Print().page().lines(100, 60, "ỦY BAN NHÂN DÂN", "Số: 45/KH-UBND").lines(320, 60, "CỘNG HÒA", "Độc lập")
    page.lines(80, 120, *OPENING[4:], *TEXT.strip().splitlines(), size=9)
    page.grid(columns, [600, 630, 660, 700], 8, COLUMNS, *ROWS[:2])
    page.page().grid(columns, [60, 90, 120, 160], 8, COLUMNS, ("", "của xã", "", "", "", ""), *ROWS[2:3])
    return page.pdf(packed=False)


def _txt() -> bytes:
    rows = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in (COLUMNS, *ROWS))
    return "\n\n".join([*OPENING, TEXT, "PHỤ LỤC 1", rows]).encode()


def _html() -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in (*OPENING, *TEXT.splitlines()))
    rows = "".join(f"<tr>{''.join(f'<td rowspan=1>{cell}</td>' for cell in row)}</tr>" for row in (COLUMNS, *ROWS))
    return f"<!DOCTYPE html><html><body>{lines}<h2>PHỤ LỤC 1</h2><table>{rows}</table></body></html>".encode()


def _old() -> bytes:
    """Raw TCVN3."""
    header = "TT\tNéi dung c«ng viÖc\t§¬n vÞ chñ tr×\tTiÕn ®é"
    row = "1\tTæ chøc tËp huÊn cho c¸c ®¬n vÞ vµ sè hãa\tSë Tµi chÝnh\t1/2/2026"
    return f"{header}\n{row}\n".encode("latin-1")
