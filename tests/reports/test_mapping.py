"""A compilation in the form of a receiving system, and status taken from another software."""

import json
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from reports.exports.compiled.sample import sample_facts
from reports.exports.mapping import MappingMistake, mapped
from reports.operations import ask_compilation, prepare_compilation
from units import periods

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "he-thong-bao-cao.toml"
NOW = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_fields_constants_and_rows_take_the_names_of_the_mapping():
    mapping = {
        "constants": {"bieu": "TH-01"},
        "fields": {"tong": "tasks.total", "vanBan": "plans.0.reference"},
        "rows": {"name": "chiTiet", "table": "don_vi", "fields": {"ten": "Tình hình"}},
    }
    assert mapped(sample_facts(), mapping) == {
        "bieu": "TH-01",
        "tong": 1,
        "vanBan": "KH 1/KH-UBND",
        "chiTiet": [{"ten": "một dòng"}],
    }


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"fields": {"a": "tasks.nothing"}}, "fields.a"),
        ({"fields": {"a": "plans.7.number"}}, "'7'"),
        ({"rows": {"table": "khac"}}, "no table 'khac'"),
        ({"rows": {"table": "don_vi", "fields": {"a": "Cột lạ"}}}, "no column 'Cột lạ'"),
    ],
)
def test_a_mapping_that_names_what_is_not_there_says_which(mapping, said):
    with pytest.raises(MappingMistake, match=said.replace("'", ".")):
        mapped(sample_facts(), mapping)


def test_the_example_fits_a_real_compilation(cast, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    found = ask_compilation(
        actor=cast.focal_officer,
        plans=[cast.plan],
        period=periods.administrative_month(2026, 3),
        recipient="UBND Thành phố",
        now=NOW,
    )
    prepare_compilation(compilation_id=found.pk, now=NOW)
    out = StringIO()
    call_command("export_report", str(found.pk), mapping=EXAMPLE, stdout=out)
    told = json.loads(out.getvalue())
    assert (told["kyBaoCao"], told["maDonVi"]) == ("2026-03", cast.focal.code)
    assert sum(row["soLuotGiao"] for row in told["chiTietDonVi"]) == told["tongLuotGiao"]
    with pytest.raises(CommandError, match="no finished compilation"):
        call_command("export_report", "999999", mapping=EXAMPLE)
    with pytest.raises(CommandError, match="not taken"):
        call_command("export_report", str(found.pk), mapping=EXAMPLE, push="http://127.0.0.1:9/")
