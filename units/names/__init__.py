"""What a name in a document means: one unit, a group, an open choice, somebody outside, or nothing we know."""

from units.names.book import Book, Resolution
from units.names.folding import fold, plain

__all__ = ["Book", "Resolution", "fold", "plain"]
