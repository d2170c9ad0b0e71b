import pytest

from plans.reading import read
from tests.plans.reading.letters import document
from tests.plans.reading.papers import Paper

BODIES = {
    "a ward": ("ỦY BAN NHÂN DÂN\nPHƯỜNG THUẬN HÓA", "36/KH-UBND", "UBND phường Thuận Hóa"),
    "a province": ("UBND TỈNH BẮC NINH", "57/KH-UBND", "UBND tỉnh Bắc Ninh"),
    "a ministry": ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "845/QĐ-BGDĐT", "Bộ Giáo dục và Đào tạo"),
    "a department": ("UBND TỈNH PHÚ THỌ\nSỞ Y TẾ", "7/KH-SYT", "Sở Y tế"),
    "an office": ("UBND THÀNH PHỐ CẦN THƠ\nVĂN PHÒNG", "3/TB-VPUB", "Văn phòng UBND thành phố Cần Thơ"),
    "a party committee": ("THÀNH ỦY HẢI PHÒNG\n*", "120-TB/TU", "Thành ủy Hải Phòng"),
}


@pytest.mark.parametrize(("issuer", "number", "name"), BODIES.values(), ids=BODIES)
def test_the_issuer_and_the_number_are_read(issuer: str, number: str, name: str):
    head = document("I. MỤC ĐÍCH\n", issuer=issuer, number=number)["document"]
    assert (head["issuer"], head["number"], head["issued_on"]) == (name, number, "2026-03-05")


KINDS = [
    ("KẾ HOẠCH", "Thi đua năm 2026", "Kế hoạch"),
    ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Thực hiện Nghị quyết của Tỉnh ủy về du lịch", "Chương trình hành động"),
    ("CHỈ THỊ", "Phòng, chống cháy nổ", "Chỉ thị"),
    ("THÔNG BÁO", "Kết luận của Chủ tịch UBND tỉnh tại cuộc họp", "Thông báo kết luận"),
]


@pytest.mark.parametrize(("line", "title", "kind"), KINDS)
def test_the_kind_and_the_title_are_read(line: str, title: str, kind: str):
    head = document("I. MỤC ĐÍCH\n", kind=line, title=title)["document"]
    assert (head["kind"], head["title"]) == (kind, title)


@pytest.mark.parametrize("line", ["KẾ HOẠCH CHUYỂN ĐỔI SỐ", "KẾ HOẠCH Chuyển đổi số", "KẾ HOẠCH: Chuyển đổi số"])
def test_a_short_title_stands_beside_the_kind(line: str):
    head = document(f"{line}\n\nI. MỤC ĐÍCH\n", kind="")["document"]
    assert (head["kind"], head["title"]) == ("Kế hoạch", "Chuyển đổi số")


def test_half_of_a_name_is_no_kind():
    head = document("I. MỤC ĐÍCH\n", issuer="UBND TỈNH SAO MAI\nSỞ\nKẾ HOẠCH VÀ ĐẦU TƯ", number="9/KH-SKHĐT")
    assert head["document"]["title"] == "Phục vụ người dân năm 2026"


CHANGES = [
    ("Kế hoạch này thay thế Kế hoạch số 25/KH-UBND ngày 18/12/2025 của UBND xã.",
     ("Kế hoạch", "25/KH-UBND", "2025-12-18", "replaces")),
    ("Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 68/2023/QĐ-UBND.",
     ("Quyết định", "68/2023/QĐ-UBND", None, "replaces")),
    ("Kế hoạch này sửa đổi, bổ sung Kế hoạch số 7/KH-UBND.", ("Kế hoạch", "7/KH-UBND", None, "amends")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "act"), CHANGES, ids=[act[1] for _, act in CHANGES])
def test_what_the_text_says_it_replaces_or_amends_is_read(sentence: str, act: tuple):
    body = f"Căn cứ Nghị quyết số 57-NQ/TW;\n\nI. MỤC ĐÍCH\n\n{sentence}\n"
    (found,) = document(body)["document"]["changes"]
    assert (found["kind"], found["number"], found["date"], found["relation"]) == act


def test_a_decision_keeps_its_title_before_the_authority_and_its_plan_behind_the_signature():
    result = document(
        "BỘ TRƯỞNG BỘ NỘI VỤ\n\nCăn cứ Nghị định số 25/2025/NĐ-CP ngày 21/02/2025 của Chính phủ;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n\n"
        "Điều 2. Chánh Văn phòng Bộ, Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./.\n\n"
        "Nơi nhận:\n- Như Điều 2;\n\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nPhạm Ngọc Hà\n\nKẾ HOẠCH\nCải cách năm 2026\n\n"
        "Phần II. NHIỆM VỤ\n\n1. Thể chế\n\n1.1. Xây dựng Nghị định\n\na) Nội dung: Trình Nghị định.\n\n"
        "b) Đơn vị chủ trì: Vụ Pháp chế.\n\nc) Thời gian hoàn thành: Quý II năm 2026.\n",
        issuer="BỘ NỘI VỤ", number="200/QĐ-BNV", kind="QUYẾT ĐỊNH", title="Ban hành Kế hoạch cải cách năm 2026",
    )  # fmt: skip
    head = result["document"]
    assert (head["kind"], head["title"]) == ("Quyết định", "Ban hành Kế hoạch cải cách năm 2026")
    assert head["signer"] == "Phạm Ngọc Hà"
    (task,) = result["tasks"]
    assert (task["id"], task["content"], task["leads"]) == ("II.1.1", "Trình Nghị định.", ["Vụ Pháp chế"])


def test_a_letter_has_its_subject_under_the_number():
    text = (
        "UBND TỈNH HƯNG YÊN\nSỞ Y TẾ\nSố: 1024/SYT-NVY\nV/v tăng cường phòng, chống\nsốt xuất huyết\n"
        "Hưng Yên, ngày 3 tháng 6 năm 2026\n\nKính gửi: Các bệnh viện.\n\n1. Các bệnh viện chuẩn bị thuốc.\n"
    )
    head = read(text.encode(), filename="cv.txt")["document"]
    assert (head["kind"], head["title"]) == ("Công văn", "Tăng cường phòng, chống sốt xuất huyết")


def test_grounds_routes_and_groups_are_read():
    head = document(
        "Căn cứ Quyết định số 210/QĐ-UBND ngày 22/01/2026 của UBND tỉnh;\n\n"
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 09/01/2026 của UBND tỉnh; Ban Chỉ đạo Chuyển đổi số tỉnh yêu cầu:\n\n"
        "I. VIỆC\n\n1. Các xã báo cáo UBND tỉnh (qua Sở Nội vụ) hằng tháng.\n"
    )["document"]
    assert [(act["number"], act["date"], act["relation"]) for act in head["basis"]] == [
        ("210/QĐ-UBND", "2026-01-22", "basis"),
        ("12/KH-UBND", "2026-01-09", "implements"),
    ]
    assert head["via"] == ["Sở Nội vụ"]
    assert head["groups"] == ["Ban Chỉ đạo Chuyển đổi số tỉnh"]


TITLES = [
    (
        ("CHUYỂN ĐỔI SỐ THÀNH PHỐ HOA SEN", "Giai đoạn 2026 - 2030"),
        "Chuyển đổi số thành phố Hoa Sen giai đoạn 2026 - 2030",
    ),
    (("Chuyển đổi số thành phố Hoa Sen năm 2026",), "Chuyển đổi số thành phố Hoa Sen năm 2026"),
    (
        ("HÀNH ĐỘNG BẢO ĐẢM AN TOÀN THỰC PHẨM", "trong trường học", "trên địa bàn thành phố năm 2026"),
        "Hành động bảo đảm an toàn thực phẩm trong trường học trên địa bàn thành phố năm 2026",
    ),
    (("________", "MÙA ĐỌC SÁCH", "Năm 2026", "-----"), "Mùa đọc sách năm 2026"),
]
GROUNDS = ("Căn cứ Luật Thư viện;", "Mùa đọc sách năm nay là mùa đầu tiên, UBND thành phố ban hành Kế hoạch sau đây.")


@pytest.mark.parametrize("after", GROUNDS)
@pytest.mark.parametrize(("lines", "title"), TITLES, ids=[title for _, title in TITLES])
def test_a_title_of_several_paragraphs_partly_in_capitals_is_one(lines: tuple[str, ...], title: str, after: str):
    paper = Paper(
        opening=("UBND THÀNH PHỐ HOA SEN", "Số: 45/KH-UBND", "Hoa Sen, ngày 05 tháng 9 năm 2026", "KẾ HOẠCH")
    )
    paper.lines(*lines)
    for paragraph in paper.document.paragraphs:
        for run in paragraph.runs:
            run.bold = True
    paper.lines(after, "I. MỤC ĐÍCH", "1. Nâng cao nhận thức.")
    head = read(paper.bytes(), filename="a.docx")["document"]
    assert (head["kind"], head["title"]) == ("Kế hoạch", title)
