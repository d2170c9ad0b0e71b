from plans.models import Plan
from units.models import User


def units_open_to(user: User, plan: Plan) -> frozenset[int] | None:
    """Whose rows the report may show this reader: None for all, else those of the units they work in."""
    mine = user.unit_ids()
    if user.sees_everything or mine & {plan.focal_unit_id, plan.oversight_unit_id}:
        return None
    return frozenset(mine)
