from plans.reading import read
from tests.plans.reading.papers import OPENING, Paper


def read_lines(*lines: str, opening: tuple[str, ...] = OPENING) -> dict:
    return read(Paper(opening=opening).lines(*lines).bytes(), filename="plan.docx")


def test_a_heading_with_labelled_lines_is_a_task():
    result = read_lines(
        "II. NHIỆM VỤ",
        "1. Nền tảng",
        "1.1. Ban hành khung kiến trúc số",
        "a) Cơ quan chủ trì: Sở Khoa học và Công nghệ.",
        "b) Cơ quan phối hợp: Các Sở, ban, ngành và đơn vị liên quan.",
        "c) Thời hạn:",
        "- Thí điểm: Quý II/2026.",
        "- Nhân rộng: Quý IV/2026.",
        "d) Yêu cầu tối thiểu:",
        "- Bảo đảm an toàn.",
        "2. Xã hội số",
        "III. TỔ CHỨC",
    )
    (task,) = result["tasks"]
    assert task["id"] == "II.1.1"
    assert task["section"] == ["II. NHIỆM VỤ", "1. Nền tảng"]
    assert task["content"] == "Ban hành khung kiến trúc số"
    assert task["leads"] == ["Sở Khoa học và Công nghệ"]
    assert task["partners"] == ["Các Sở, ban, ngành", "đơn vị liên quan"]
    assert task["deadline"]["kind"] == "multiple"
    assert task["requirements"] == ["Bảo đảm an toàn."]


def test_a_line_named_task_holds_the_content():
    result = read_lines(
        "II. NHIỆM VỤ",
        "4. Về hạ tầng",
        "a) Hạ tầng dùng chung",
        "* Nhiệm vụ:",
        "- Rà soát hiện trạng.",
        "- Bảo đảm vận hành.",
        "* Cơ quan thực hiện",
        "- Đơn vị chủ trì: Sở Y tế",
        "* Thời gian thực hiện: Ngay sau khi Kế hoạch được ban hành.",
    )
    (task,) = result["tasks"]
    assert task["id"] == "II.4.a"
    assert task["content"] == "- Rà soát hiện trạng. - Bảo đảm vận hành."
    assert task["items"] == ["Rà soát hiện trạng.", "Bảo đảm vận hành."]
    assert task["deadline"] == {"kind": "relative", "due": "2026-09-05", "days": 0, "anchor": "plan issued"}


def test_labels_within_one_line_are_parted():
    result = read_lines("II. NHIỆM VỤ", "1. Phát động. Cơ quan chủ trì: Sở Y tế; thời hạn: trước ngày 30/11/2026.")
    (task,) = result["tasks"]
    assert (task["content"], task["leads"], task["deadline"]["due"]) == ("Phát động.", ["Sở Y tế"], "2026-11-30")


def test_numbered_headings_alone_are_no_tasks():
    assert read_lines("1. Kết quả giải ngân đạt 95% ngày 15/11/2026", "2. Tồn tại, hạn chế")["tasks"] == []


def test_the_letterhead_is_read():
    document = read_lines("I. MỤC ĐÍCH", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Bình")[
        "document"
    ]
    assert document["number"] == "45/KH-UBND"
    assert document["issued_on"] == "2026-09-05"
    assert document["title"] == "Triển khai mùa đọc sách"
    assert document["kind"] == "Kế hoạch"
    assert document["issuer"] == "UBND phường Sao Mai"
    assert document["signer"] == "Trần Thị Bình"


def test_a_blank_number_and_day_are_said_to_be_missing():
    opening = ("Số:       /KH-UBND", "Sao Mai, ngày    tháng    năm 2026", "KẾ HOẠCH", "V/v mùa đọc sách")
    result = read_lines("I. MỤC ĐÍCH", opening=opening)
    assert (result["document"]["number"], result["document"]["issued_on"]) == (None, None)
    assert result["document"]["issued_year"] == 2026
    assert {("number", "missing"), ("issued_on", "missing")} <= {(d["field"], d["level"]) for d in result["doubts"]}


def test_number_and_date_may_stand_in_the_appendix_only():
    opening = ("KẾ HOẠCH", "Mùa đọc sách")
    result = read_lines("(Kèm theo Kế hoạch số 131 /KH-UBND ngày 31/ 3 /2026 của UBND Thành phố)", opening=opening)
    assert (result["document"]["number"], result["document"]["issued_on"]) == ("131/KH-UBND", "2026-03-31")


def test_a_title_in_capitals_is_set_as_a_sentence():
    opening = ("KẾ HOẠCH", "TRIỂN KHAI NGHỊ QUYẾT SỐ 214/NQ-CP CỦA CHÍNH PHỦ", "Căn cứ Luật Thư viện;")
    title = read_lines("I. MỤC ĐÍCH", opening=opening)["document"]["title"]
    assert title == "Triển khai Nghị quyết số 214/NQ-CP của Chính phủ"


def test_reporting_duties_and_their_gatherer_are_read():
    result = read_lines(
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở Tài chính",
        "- Là đầu mối tổng hợp, định kỳ hằng quý báo cáo UBND Thành phố.",
        "2. Các Sở, ban, ngành báo cáo UBND Thành phố thông qua Sở Tài chính trước ngày 15 hằng tháng.",
        "3. Sở Nội vụ gửi Sở Tài chính trước ngày 10/10/2026 danh sách cán bộ.",
        "Đề nghị các đơn vị báo cáo kết quả về UBND Thành phố trước ngày 15/12/2026.",
    )
    duties = [(duty["cadence"], duty["due"]) for duty in result["reporting"]]
    assert duties == [("quarterly", None), ("monthly", "day 15 of month"), ("once", "2026-12-15")]
    assert result["reporting"][0]["who"] == ["Sở Tài chính"]
    assert result["reporting"][1]["who"] == ["Các Sở, ban, ngành"]
    assert result["reporting"][1]["to"] == "UBND Thành phố (qua Sở Tài chính)"
    assert [duty["due"] for duty in result["other_duties"]] == ["2026-10-10"]
    assert result["document"]["focal_unit"] == "Sở Tài chính"


def test_dashes_with_labels_of_their_own_are_tasks_under_one_heading():
    tasks = read_lines(
        "II. NHIỆM VỤ",
        "2. Sàn thương mại điện tử",
        "- Nâng cấp sàn.",
        "+ Chủ trì: Phòng Quản lý thương mại",
        "+ Thời hạn: 30/9/2026",
        "- Quảng bá sàn.",
        "+ Chủ trì: Trung tâm Xúc tiến thương mại",
        "+ Phối hợp: Đài Phát thanh tỉnh",
    )["tasks"]
    assert [(task["id"], task["content"], task["partners"]) for task in tasks] == [
        ("II.2.1", "Nâng cấp sàn.", []),
        ("II.2.2", "Quảng bá sàn.", ["Đài Phát thanh tỉnh"]),
    ]


def test_one_line_of_parties_serves_the_dashes_above_it():
    (task,) = read_lines(
        "II. NHIỆM VỤ",
        "1. Hạ tầng du lịch",
        "- Đầu tư bãi đỗ xe.",
        "- Cải tạo đường vào khu du lịch.",
        "Đơn vị chủ trì: Sở Xây dựng; phối hợp: Sở Tài chính; thời gian: hoàn thành trước 30/6/2027.",
    )["tasks"]
    assert task["content"] == "- Đầu tư bãi đỗ xe. - Cải tạo đường vào khu du lịch."
    assert (task["leads"], task["partners"]) == (["Sở Xây dựng"], ["Sở Tài chính"])
    assert task["deadline"]["due"] == "2027-06-30"
    assert task["section"] == ["II. NHIỆM VỤ", "1. Hạ tầng du lịch"]


def test_leads_with_a_part_each_have_scopes():
    (task,) = read_lines(
        "II. NHIỆM VỤ",
        "1. Kinh tế xanh",
        "a) Cơ quan chủ trì:",
        "- Sở Công Thương chủ trì đối với tiết kiệm năng lượng.",
        "- Sở Y tế chủ trì đối với rác thải của bệnh viện.",
        "b) Thời hạn: Quý IV/2026.",
    )["tasks"]
    assert task["lead_scopes"] == [
        {"unit": "Sở Công Thương", "scope": "tiết kiệm năng lượng"},
        {"unit": "Sở Y tế", "scope": "rác thải của bệnh viện"},
    ]
