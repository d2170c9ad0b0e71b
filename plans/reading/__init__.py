"""Reading plan documents: bytes in, plain data out, in the shape that `read` describes."""

from plans.reading.extraction import read
from plans.reading.refusals import Unreadable

__all__ = ["Unreadable", "read"]
