from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from notifications.kinds import Attachment


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    at: datetime
    tracking: str = ""
    """Comes back in receipts."""
    stop_url: str = ""
    """One POST there stops the digests to this address."""
    cells: dict[str, str] = field(default_factory=dict)
    """The parameters of a paid template."""
    files: tuple[Attachment, ...] = ()


class Outcome(Enum):
    SENT = auto()
    TEMPORARY = auto()
    PERMANENT = auto()
    UNKNOWN = auto()
    """The connection ended after the text was handed over: it may have arrived."""
    ELSEWHERE = auto()
    """Not over this channel: it is spent, or never reaches this recipient."""


@dataclass(frozen=True)
class Result:
    outcome: Outcome
    error: str = ""
    down: bool = False
    """The fault is not this letter's: trying the next one now makes no sense."""
    bad_address: bool = False
    """Nothing will ever arrive there."""
    provider_id: str = ""
    spent: bool = False
    """The provider takes no more today."""
    alarm: bool = False
    """A person has to mend the channel's settings."""
