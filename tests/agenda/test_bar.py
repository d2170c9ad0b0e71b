from datetime import date
from itertools import product

from agenda.queries import waiting_count
from agenda.queries.grouping import TO_DO, looks_at_own_work, work
from tasks.models import Assignment

TODAY = date(2026, 1, 15)
DUES = [None, date(2026, 1, 10), date(2026, 1, 20), date(2026, 3, 1), date(2027, 3, 1)]


def test_the_bar_counts_what_the_list_counts(cast):
    """Over every state, date and receipt of one assignment, for its officer and its head."""
    for state, due, received in product(["open", "at_head", "sent"], DUES, [None, "2026-01-06T08:00Z"]):
        Assignment.objects.update(
            state=state, due_date=due, is_ongoing=due is None, received_at=received, sent_date=date(2026, 1, 5)
        )
        for user in (cast.unit_officer, cast.unit_head):
            rows = work(user, TODAY, mine=looks_at_own_work(user))
            assert waiting_count(user, TODAY) == rows.filter(TO_DO).count(), (state, due, received, user)
