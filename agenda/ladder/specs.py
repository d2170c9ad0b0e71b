"""Rungs as people enter them: codes in a fixed order, rungs that are off too."""

from dataclasses import asdict, dataclass

from agenda.ladder.days import Step, Steps
from agenda.models import Rung
from notifications.models import Channel

FIRST_CHANNELS = (Channel.EMAIL, Channel.ZALO, Channel.APPRISE)


@dataclass(frozen=True)
class RungSpec:
    offset: int
    to: tuple[str, ...]
    channels: tuple[str, ...] = FIRST_CHANNELS
    every: int | None = None
    quiet_days: int | None = None
    enabled: bool = True
    about: str = Rung.About.DUE

    def row(self, ladder_id: int) -> Rung:
        facts = asdict(self) | {"to": ",".join(self.to), "channels": ",".join(self.channels)}
        return Rung(ladder_id=ladder_id, **facts)

    @property
    def step(self) -> Step:
        return Step(self.offset, frozenset(self.to), self.every or 0, frozenset(self.channels), self.quiet_days or 0)


def spec_of(rung: Rung) -> RungSpec:
    facts = {name: getattr(rung, name) for name in ("offset", "every", "quiet_days", "enabled", "about")}
    return RungSpec(to=tuple(rung.to.split(",")), channels=tuple(rung.channels.split(",")), **facts)


def specs_of(steps: Steps, about: str) -> list[RungSpec]:
    return [
        RungSpec(
            step.offset,
            tuple(code for code in Rung.To.values if code in step.to),
            tuple(code for code in Channel.values if code in step.channels),
            step.every or None,
            step.quiet_days or None,
            about=about,
        )
        for step in steps
    ]
