"""What a name in a document means: one unit, a group, an open choice, somebody outside, or nothing we know."""

from units.names.book import Book, Resolution
from units.names.folding import fold, plain
from units.names.wording import EXCEPT

__all__ = ["EXCEPT", "Book", "Resolution", "fold", "plain"]
