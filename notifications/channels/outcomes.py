from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    at: datetime


class Outcome(Enum):
    SENT = auto()
    TEMPORARY = auto()
    PERMANENT = auto()
    UNKNOWN = auto()
    """The connection ended after the text was handed over: it may have arrived."""


@dataclass(frozen=True)
class Result:
    outcome: Outcome
    error: str = ""
    down: bool = False
    """The fault is not this letter's: trying the next one now makes no sense."""
