import pytest

from tests.scores import Paper, main, papers, score

LEAST = 0.99


@pytest.mark.parametrize("paper", [pytest.param(paper, id=paper.path.name) for paper in papers()])
def test_a_real_plan_is_read_well(paper: Paper):
    reached, said = score(paper)
    assert reached >= LEAST, said


@pytest.mark.parametrize("paper", [paper for paper in papers() if paper.path.name == "ke-hoach-131-2026.docx"])
def test_an_appendix_of_a_real_plan_is_read_well(paper: Paper):
    reached, said = score(paper, part="PL02")
    assert reached >= LEAST, said


def test_without_the_plans_the_table_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path
):
    monkeypatch.setattr("tests.scores.SCORER", tmp_path / "nothing")
    assert main() == 2
    assert "not there" in capsys.readouterr().err
