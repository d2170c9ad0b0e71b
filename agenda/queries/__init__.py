from agenda.queries.grouping import waiting_count
from agenda.queries.rows import Row, rows

__all__ = ["Row", "rows", "waiting_count"]
