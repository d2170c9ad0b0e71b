"""A form that knows what its row looked like when the person opened it."""

from typing import Any

from intake.queries import stamp_row

STAMP = "dau"


class Stamped:
    """Mixed into a ModelForm. `overtaken`: somebody else saved first, the person is told; saving again is meant."""

    overtaken = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = stamp_row(self.instance)

    @property
    def stamp(self) -> str:
        return self._now if self.overtaken or not self.is_bound else self.seen

    @property
    def seen(self) -> str:
        return self.data.get(STAMP, "")
