"""W1: how early the product warns, on histories that it did not write."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from bench.figure import Figure
from bench.ground import Ground
from bench.histories import BEHAVIOURS, Work, histories
from bench.series import BEHAVIOURS as COURSES
from bench.series import GOAL, Series, series
from insight.forecasting import (
    Experience,
    Facts,
    Judged,
    Model,
    Past,
    Snapshot,
    Unit,
    chance_of_missing,
    experience,
    judge,
    judging,
    latest_speed,
    learn,
    lowest_useful,
)

WORKS = 6_000
SERIES = 720
RECALL = 0.90
PRECISION = 0.63  # a little above what must hold, since the next half year is another one
AHEAD = (45, 30, 21, 14, 10, 7)
LEARN = (60, 30, 14, 7)


def table(*, seed: int = 7) -> tuple[Judged, dict[str, Judged], list[tuple[float, float, int]], float]:
    """(all, by behaviour, calibration as (said, came true, how many), threshold), on the second half of the time.

    The first half is what the product has seen: there the weights and the threshold are learnt.
    """
    works = list(histories(works=WORKS, seed=seed))
    split = works[len(works) // 2].start
    seen = [work for work in works if work.due < split]
    later = [work for work in works if work.start >= split]
    records = Records(works)
    model = learn([shot for work in seen for shot in _shots(work, records, LEARN)])
    threshold = lowest_useful([_course(work, model, records) for work in seen], PRECISION) or 1.0
    courses = {work_id: (work, _course(work, model, records)) for work_id, work in enumerate(later)}
    by = {
        name: judge([course for work, course in courses.values() if work.behaviour == name], threshold)
        for name in BEHAVIOURS
    }
    return judge([course for _, course in courses.values()], threshold), by, _calibration(courses.values()), threshold


class Records:
    """What each unit had delivered before a day."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.ended = defaultdict(list)
        for work in works:
            self.ended[work.unit].append((max(work.due, min(work.done, work.due + timedelta(1))), work.was_late))

    def before(self, unit: int, day: date) -> Unit:
        known = [late for end, late in self.ended[unit] if end < day]
        return Unit(len(known), sum(known))


def facts_on(work: Work, day: date, records: Records) -> Facts:
    told = [(when, percent) for when, percent in work.updates if when <= day]
    percent = told[-1][1] if told else 0
    rises = [when for n, (when, value) in enumerate(told) if value > (told[n - 1][1] if n else 0)]
    blocked = work.obstacle is not None and work.obstacle[0] <= day < work.obstacle[1]
    return Facts(
        start=work.start,
        due=work.due,
        percent=percent,
        updated_on=told[-1][0] if told else None,
        moved_on=rises[-1] if rises else None,
        speed=latest_speed(told),
        has_officer=work.named is not None and work.named <= day,
        is_received=work.received is not None and work.received <= day,
        supplements=sum(when <= day for when in work.supplements),
        postponed=sum(when <= day for when in work.postponed),
        obstacles=int(blocked),
        unit=records.before(work.unit, day),
    )


def _days(work: Work, ahead: Iterable[int]) -> list[tuple[int, date]]:
    """Days before the due date on which the work was still running."""
    days = [(n, work.due - timedelta(days=n)) for n in ahead]
    return [(n, day) for n, day in days if work.start + timedelta(days=7) <= day < work.done]


def _shots(work: Work, records: Records, ahead: Iterable[int]) -> list[Snapshot]:
    return [Snapshot(facts_on(work, day, records), day, work.was_late) for _, day in _days(work, ahead)]


def _course(work: Work, model: Model, records: Records) -> tuple[list[tuple[int, float]], bool]:
    chances = [(n, model.chance(facts_on(work, day, records), day)) for n, day in _days(work, AHEAD)]
    return chances, work.was_late


def _calibration(
    courses: Iterable[tuple[object, tuple]], between: tuple[int, int] = (14, 14)
) -> list[tuple[float, float, int]]:
    """Chances said so many days ahead, in fifths: (said, came true, how many)."""
    said = defaultdict(list)
    for _, (chances, late) in courses:
        for ahead, chance in chances:
            if between[0] <= ahead <= between[1]:
                said[min(int(chance * 5), 4)].append((chance, late))
    return [
        (sum(c for c, _ in rows) / len(rows), sum(late for _, late in rows) / len(rows), len(rows))
        for _, rows in sorted(said.items())
    ]


def _print(what: str, by: dict[str, Judged]) -> None:
    """A row a behaviour; no recall where nothing was late, no precision where nothing was warned of."""
    for name, one in by.items():
        late = one.late_warned + one.late_missed
        recall = "-" if one.recall is None else f"{one.recall:.2f}"
        precision = "-" if one.precision is None else f"{one.precision:.2f}"
        counts = f"late {late}, warned {one.late_warned}, false {one.false_alarms}"
        lead = f"median lead {one.lead_days or 0:.0f} days"
        print(f"{what} {name:14} recall {recall}, precision {precision}, {lead} ({counts})", flush=True)


def table_of_indicators(
    *, seed: int = 7
) -> tuple[Judged, dict[str, Judged], list[tuple[float, float, int]], Experience]:
    """As `table`, of indicators that miss their goal: learnt on the earlier years, judged on the later ones."""
    found = list(series(count=SERIES, seed=seed))
    middle = found[len(found) // 2].year
    seen, later = ([one for one in found if (one.year >= middle) is after] for after in (False, True))
    known = experience([_past(one) for one in seen])
    courses = [(one, (_said(one, known), one.was_missed)) for one in later]
    by = {name: judge([c for one, c in courses if one.behaviour == name], known.threshold) for name in COURSES}
    whole = judge([course for _, course in courses], known.threshold)
    return whole, by, _calibration(courses, (80, 100)), known


def _past(one: Series) -> Past:
    """Only the end has a goal here: no path was drawn."""
    return Past(one.points, [None] * (len(one.points) - 1) + [GOAL], upward=True)


def _said(one: Series, known: Experience) -> list[tuple[int, float]]:
    """(days ahead, chance of missing) at each month from the third on."""
    end, said = one.points[-1][0], []
    for n in range(3, len(one.points)):
        points = one.points[:n]
        chance = chance_of_missing(points, end, GOAL, upward=True, widen=known.widen)
        said.append(((end - points[-1][0]).days, chance or 0.0))
    return said


def early_warning(ground: Ground) -> Figure:
    """Recall on the later half of the histories, at the threshold that the earlier half gave."""
    whole, by, calibration, threshold = table()
    _print("W1 work", by)
    said = ", ".join(f"{chance:.0%} → {true:.0%} ({n})" for chance, true, n in calibration)
    print(f"W1 work, said → came true, two weeks ahead: {said}", flush=True)
    targets, by_course, said, known = table_of_indicators()
    _print("W1 indicators", by_course | {"all": targets})
    said = ", ".join(f"{chance:.0%} → {true:.0%} ({n})" for chance, true, n in said)
    print(f"W1 indicators, said → came true, three months ahead: {said}; band × {known.widen:.1f}", flush=True)
    recall, precision = whole.recall or 0, whole.precision or 0
    return Figure(
        id="W1",
        measured=recall,
        unit="share",
        budget=RECALL,
        holds=recall >= RECALL and precision >= judging.PRECISION,
        n=WORKS,
        words=f"recall {recall:.3f}, precision {precision:.3f}, median lead {whole.lead_days:.0f} days, {len(by)} "
        f"behaviours, threshold {threshold:.2f}",
        rule=f"recall ≥ {RECALL} at ≥ {judging.AHEAD} days ahead, precision ≥ {judging.PRECISION}",
    )
