"""Thousands of legal and illegal moves by random people; `python -m tests.moves` makes 5,000."""

import pytest

from tests.moves.drill import drill

MOVES, SEED = 1_000, 7


@pytest.mark.django_db
def test_figures_spans_and_journal_agree_after_random_moves(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    told = drill(moves=MOVES, seed=SEED)
    print(told.sentence)
    assert told.evenings > 10
    assert told.moved["confirm"] > 20
    assert told.moved["decide"] > 5
    assert told.refused.total() > 300
