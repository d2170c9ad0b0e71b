import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.reading.matching import Line, pair_up, similarity

PLAN = [
    ("A.1", "Rà soát, chuẩn hóa thông tin dự án đầu tư công trên địa bàn Thành phố"),
    ("A.2", "Xây dựng kho dữ liệu dùng chung của Thành phố"),
    ("A.3", "Ban hành quy chế khai thác dữ liệu dự án"),
    ("B.1", "Báo cáo kết quả chuẩn hóa dữ liệu hằng quý"),
]


def lines(*rows):
    return [Line(f"{code}/{text}", code, text) for code, text in rows]


def pairs(old, new):
    return [(a and a.code, b and b.code) for a, b in pair_up(lines(*old), lines(*new))]


def test_the_same_document_pairs_every_row_with_itself():
    assert pairs(PLAN, PLAN) == [(code, code) for code, _ in PLAN]


def test_a_row_that_moved_is_known_by_its_words():
    moved = [PLAN[3], ("A.9", PLAN[0][1].upper().replace(",", "")), *PLAN[1:3]]
    assert pairs(PLAN, moved) == [("B.1", "B.1"), ("A.1", "A.9"), ("A.2", "A.2"), ("A.3", "A.3")]


def test_a_reworded_row_is_known_by_its_code_and_half_its_words():
    changed = [("A.1", "Rà soát, chuẩn hóa thông tin dự án đầu tư tư nhân trên địa bàn"), *PLAN[1:]]
    assert pairs(PLAN, changed)[0] == ("A.1", "A.1")


def test_another_task_under_the_same_code_is_another_task():
    changed = [("A.1", "Tổ chức hội nghị giao ban báo chí tháng 6"), *PLAN[1:]]
    assert pairs(PLAN, changed) == [
        (None, "A.1"),
        ("A.2", "A.2"),
        ("A.3", "A.3"),
        ("B.1", "B.1"),
        ("A.1", None),
    ]


def test_renumbered_and_reworded_rows_find_the_nearest():
    changed = [("1", PLAN[1][1] + " và của Trung ương"), ("2", PLAN[2][1].replace("Ban hành", "Trình ban hành"))]
    assert pairs(PLAN, changed)[:2] == [("A.2", "1"), ("A.3", "2")]


def test_a_row_that_lost_its_words_is_known_by_its_code():
    assert pairs([("A.1", ""), ("A.2", "")], [("A.2", "Việc đã rõ nội dung"), ("A.1", "")]) == [
        ("A.2", "A.2"),
        ("A.1", "A.1"),
    ]


def test_rows_alike_pair_in_order():
    twice = [("1", "Báo cáo"), ("2", "Báo cáo")]
    assert pairs(twice, [("7", "Báo cáo"), ("8", "Báo cáo")]) == [("1", "7"), ("2", "8")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_mutual_and_between_none_and_all(one, other):
    a, b = Line(1, "", one), Line(2, "", other)
    assert similarity(a, b) == similarity(b, a)
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, a) in (0, 1)


@given(st.lists(st.sampled_from(PLAN), max_size=6), st.lists(st.sampled_from(PLAN), max_size=6))
def test_every_row_stands_in_one_pair(old, new):
    before = [Line(("old", n), code, text) for n, (code, text) in enumerate(old)]
    after = [Line(("new", n), code, text) for n, (code, text) in enumerate(new)]
    found = pair_up(before, after)
    assert sorted((a.key for a, _ in found if a), key=str) == sorted((a.key for a in before), key=str)
    assert [b.key for _, b in found if b] == [b.key for b in after]


@pytest.mark.parametrize("count", [300])
def test_two_long_documents_without_a_row_in_common_take_no_time(count):
    old = [Line(n, f"A.{n}", f"Việc cũ số {n} của sở {n * 7} về dữ liệu {n * 13}") for n in range(count)]
    new = [Line(-n - 1, f"Z.{n}", f"Nội dung khác {n} cho phường {n * 11} trong quý {n * 17}") for n in range(count)]
    assert len(pair_up(old, new)) == 2 * count
