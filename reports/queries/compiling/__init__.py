"""The compilation: reports of several plans folded into one, compared with other days, its sums checked."""

from reports.queries.compiling.checking import SumsDiffer, check_sums
from reports.queries.compiling.folding import Comparison, Compiled, Group, SectionRow, compile_plans

__all__ = ["Comparison", "Compiled", "Group", "SectionRow", "SumsDiffer", "check_sums", "compile_plans"]
