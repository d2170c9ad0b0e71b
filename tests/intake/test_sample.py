"""The sample plan: what is committed is what its script makes, and the reader understands all of it."""

from datetime import date, timedelta

import pytest

from plans.reading import read
from samples.make_sample import STATIC_DAY, build
from tests.intake.conftest import SAMPLE


def content(data: bytes) -> dict:
    return read(data, filename="mau.docx")


def test_the_committed_file_is_what_the_script_makes():
    assert content(SAMPLE.read_bytes()) == content(build(STATIC_DAY))


@pytest.mark.parametrize("today", [date(2026, 1, 31), date(2026, 11, 22), date(2027, 2, 28)])
def test_every_row_is_read_clearly_whatever_the_day(today):
    issued = today - timedelta(days=40)
    found = content(build(today, number="268/KH-UBND", issued_on=issued))
    assert (found["document"]["number"], found["document"]["issued_on"]) == ("268/KH-UBND", issued.isoformat())
    assert (len(found["tasks"]), len(found["indicators"]), len(found["reporting"])) == (25, 8, 2)
    assert [task["id"] for task in found["tasks"] if task["doubts"]] == []
    assert all(indicator["targets"] for indicator in found["indicators"])


def test_the_committed_file_lacks_number_and_date():
    document = content(SAMPLE.read_bytes())["document"]
    assert (document["number"], document["issued_on"], document["focal_unit"]) == (
        None,
        None,
        "Sở Tài chính",
    )
