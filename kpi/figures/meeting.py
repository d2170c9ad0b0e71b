"""Whether a value meets a target, and how far it is from it."""

from decimal import Decimal

from kpi.models import Target

Comparator = Target.Comparator
DOWN = {Comparator.AT_MOST, Comparator.LESS, Comparator.RANK}


def upward(comparator: str, value: Decimal, baseline: Decimal | None = None) -> bool | None:
    """True where more is better, False where less is, None inside a range. "=" goes the way from the baseline."""
    if comparator in DOWN:
        return False
    if comparator == Comparator.BETWEEN:
        return None
    if comparator == Comparator.EQUAL:
        return value > 0 if baseline is None else value >= baseline
    return True


def is_met(measured: Decimal, *, comparator: str, value: Decimal, high: Decimal | None = None) -> bool:
    """`reduce>=` measures the reduction itself, `rank<=` the place."""
    match comparator:
        case Comparator.BETWEEN:
            return value <= measured <= (high if high is not None else value)
        case Comparator.MORE:
            return measured > value
        case Comparator.LESS:
            return measured < value
        case Comparator.EQUAL:
            return measured == value
        case Comparator.AT_MOST | Comparator.RANK:
            return measured <= value
    return measured >= value


def shortfall(measured: Decimal, *, comparator: str, value: Decimal, high: Decimal | None = None) -> Decimal:
    """How much is missing, in the target's unit; 0 once it is met, and for a strict target at its border."""
    if is_met(measured, comparator=comparator, value=value, high=high):
        return Decimal(0)
    if comparator == Comparator.BETWEEN and high is not None and measured > high:
        return measured - high
    return abs(value - measured)
