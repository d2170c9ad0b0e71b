import pytest

from tests.plans.reading.letters import brief, directive, document, table

ORDERS = {
    "an order with partners": (
        "1. Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh, Sở Xây dựng rà soát cơ sở, trình trước ngày 31/7/2026.",
        ("1", ["Sở Y tế"], ["Công an tỉnh", "Sở Xây dựng"], "2026-07-31"),
    ),
    "a unit that begins its own sentence": (
        "2. Sở Công Thương xây dựng phương án dự trữ hàng hóa; hoàn thành trong quý III/2026.",
        ("2", ["Sở Công Thương"], [], "2026-09-30"),
    ),
    "a request to a body outside": (
        "3. Đề nghị Đài Khí tượng Thủy văn khu vực cung cấp bản tin trước 20/8/2026.",
        ("3", ["Đài Khí tượng Thủy văn khu vực"], [], "2026-08-20"),
    ),
    "a project board whose name holds verbs": (
        "4. Giao Ban Quản lý dự án đầu tư xây dựng tỉnh hoàn thiện hồ sơ trước ngày 20/5/2026.",
        ("4", ["Ban Quản lý dự án đầu tư xây dựng tỉnh"], [], "2026-05-20"),
    ),
    "a unit before a colon": (
        "5. Phòng Tư pháp: Tham mưu kế hoạch tuyên truyền; hoàn thành trước 15/10/2026.",
        ("5", ["Phòng Tư pháp"], [], "2026-10-15"),
    ),
    "an order behind the deed": (
        "6. Nâng cấp mạng nội bộ; giao Văn phòng UBND chủ trì, hoàn thành trước 30/6/2026.",
        ("6", ["Văn phòng UBND"], [], "2026-06-30"),
    ),
    "a lead in brackets": (
        "7. Phủ sóng trung tâm xã (Sở Nội vụ chủ trì, phối hợp với Sở Y tế; hoàn thành trong tháng 9/2026).",
        ("7", ["Sở Nội vụ"], ["Sở Y tế"], "2026-09-30"),
    ),
    "a ministry": (
        "8. Bộ Nội vụ khẩn trương trình Chính phủ dự thảo Nghị định trong quý II năm 2026.",
        ("8", ["Bộ Nội vụ"], [], "2026-06-30"),
    ),
}


@pytest.mark.parametrize(("sentence", "expected"), ORDERS.values(), ids=ORDERS)
def test_a_sentence_charges_a_unit(sentence: str, expected: tuple):
    (task,) = directive(sentence)["tasks"]
    assert brief(task) == expected
    assert task["content"].rstrip(".").lower() in sentence.lower()  # a charge before a colon or in brackets is cut


def test_dashes_under_the_heading_of_a_unit_are_its_duties():
    result = directive(
        "Thời gian qua kỷ luật có chuyển biến. Chủ tịch UBND xã yêu cầu các đơn vị thực hiện các nhiệm vụ sau:\n\n"
        "1. Phòng Kinh tế\n\n- Chủ trì, phối hợp với Công an xã kiểm tra chợ trong tháng 4/2026.\n\n"
        "- Tổ chức giám sát định kỳ 2 tháng/lần.\n\n2. Trạm Y tế xã\n\nPhun khử trùng; xong trước 31/3/2026.\n\n"
        "3. Giao Công an xã:\n\na) Lập chốt kiểm soát.\n\nb) Tuần tra ban đêm, thực hiện thường xuyên.\n"
    )
    assert [brief(task) for task in result["tasks"]] == [
        ("1.1", ["Phòng Kinh tế"], ["Công an xã"], "2026-04-30"),
        ("1.2", ["Phòng Kinh tế"], [], None),
        ("2", ["Trạm Y tế xã"], [], "2026-03-31"),
        ("3.a", ["Công an xã"], [], None),
        ("3.b", ["Công an xã"], [], None),
    ]
    assert result["tasks"][0]["cells"]["leads"]["confidence"] < 1.0


def test_several_orders_in_one_paragraph_are_several_tasks():
    result = document(
        "I. ĐÁNH GIÁ CHUNG\n\nCác sở đã làm tốt.\n\nII. NHIỆM VỤ\n\n1. Về thủ tục: Đồng ý với đề xuất. "
        "Giao Bộ Tư pháp hoàn thiện phương án trước ngày 30/4/2026. Giao Bộ Tài chính bố trí kinh phí trong tháng "
        "5/2026.\n\nVăn phòng Chính phủ thông báo để các bộ biết, thực hiện./.\n",
        number="99/TB-VPCP", kind="THÔNG BÁO", title="Kết luận của Phó Thủ tướng", issuer="VĂN PHÒNG CHÍNH PHỦ",
    )  # fmt: skip
    assert [brief(task) for task in result["tasks"]] == [
        ("II.1.1", ["Bộ Tư pháp"], [], "2026-04-30"),
        ("II.1.2", ["Bộ Tài chính"], [], "2026-05-31"),
    ]
    assert result["document"]["kind"] == "Thông báo kết luận"


def test_articles_and_points_make_the_code():
    result = document(
        "Điều 1. Mục tiêu\n\n1. Thu ngân sách đạt 500 tỷ đồng.\n\nĐiều 2. Nhiệm vụ\n\n"
        "1. Bộ Tài chính chủ trì, phối hợp với Bộ Nội vụ:\n\na) Trình Nghị định trong quý II năm 2026.\n",
        number="01/NQ-CP", kind="NGHỊ QUYẾT", title="Về nhiệm vụ trọng tâm", issuer="CHÍNH PHỦ",
    )  # fmt: skip
    (task,) = result["tasks"]
    assert brief(task) == ("2.1.a", ["Bộ Tài chính"], ["Bộ Nội vụ"], "2026-06-30")
    assert task["section"][0] == "Điều 2. Nhiệm vụ"


def test_watching_and_reporting_are_proposed_only():
    result = directive(
        "1. Phòng Kinh tế lập danh sách hộ trước 20/3/2026.\n\n"
        "2. Giao Văn phòng theo dõi, đôn đốc; báo cáo Chủ tịch UBND xã hằng quý.\n\n"
        "3. Yêu cầu các đơn vị nghiêm túc triển khai thực hiện.\n\n4. Chỉ thị này có hiệu lực kể từ ngày ký.\n"
    )
    assert [task["id"] for task in result["tasks"]] == ["1"]
    (proposed,) = result["proposed_tasks"]
    assert (proposed["id"], proposed["leads"], proposed["proposed"]) == ("2", ["Văn phòng"], True)
    assert [duty["cadence"] for duty in result["reporting"]] == ["quarterly"]


ORGANISING = (
    "IV. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Tài chính bố trí kinh phí trước 10/4/2026.\n\n"
    "2. Các thôn có trách nhiệm:\n\n- Tuyên truyền tới từng hộ dân.\n"
)


def test_duties_of_the_part_on_carrying_out_are_proposed_beside_a_table():
    rows = table("TT | Công việc | Bộ phận | Ngày hoàn thành", "1 | Lập danh sách | Phòng Kinh tế | 10/4/2026")
    result = document(f"III. NHIỆM VỤ\n\n{rows}\n{ORGANISING}")
    assert [task["id"] for task in result["tasks"]] == ["III.1"]
    assert [brief(task)[:2] for task in result["proposed_tasks"]] == [
        ("IV.1", ["Phòng Tài chính"]),
        ("IV.2.1", ["Các thôn"]),
    ]
    assert all(task["doubts"][-1]["level"] == "check" for task in result["proposed_tasks"])


def test_dated_duties_of_a_part_that_shares_out_work_are_tasks_beside_others():
    labelled = "I. HOẠT ĐỘNG\n\n1. Hội chợ\n\n- Thời gian: 5/9/2026.\n\n- Cơ quan chủ trì: Sở Công Thương.\n\n"
    shared = (
        "II. PHÂN CÔNG NHIỆM VỤ\n\n1. Công an tỉnh\n\n- Phân luồng giao thông trước ngày 4/9/2026.\n\n"
        "2. Sở Y tế\n\n- Bố trí xe cứu thương từ ngày 5/9/2026.\n\n- Tổng hợp, báo cáo UBND tỉnh.\n"
    )
    tasks = document(labelled + shared)["tasks"]
    assert [brief(task)[:2] for task in tasks] == [
        ("I.1", ["Sở Công Thương"]), ("II.1.1", ["Công an tỉnh"]), ("II.2.1", ["Sở Y tế"]),
    ]  # fmt: skip


def test_the_same_duties_are_the_tasks_of_a_plan_without_others():
    result = document(f"III. NỘI DUNG\n\n1. Tuyên truyền pháp luật.\n\n{ORGANISING}")
    assert [task["id"] for task in result["tasks"]] == ["IV.1", "IV.2.1"]


def test_a_report_charges_nobody():
    result = document(
        "1. Giao Sở Y tế kiểm tra trước 30/6/2026.\n", number="9/BC-UBND", kind="BÁO CÁO", title="Kết quả năm 2025"
    )
    assert (result["tasks"], result["proposed_tasks"], result["indicators"]) == ([], [], [])
