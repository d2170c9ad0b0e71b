"""A compilation as files. Its facts, a plain dict, are made once; page, API and every file read the same ones."""

from typing import Any

from reports.exports.compiled.book import workbook_of
from reports.exports.compiled.facts import FactTable, facts_of, table_of, tables_of
from reports.exports.compiled.pdf import pdf_of
from reports.exports.compiled.standard import standard_template
from reports.exports.compiled.words import PLACES, places_of

__all__ = [
    "PLACES",
    "FactTable",
    "check_template",
    "facts_of",
    "filled",
    "pdf_of",
    "places_of",
    "standard_template",
    "table_of",
    "tables_of",
    "workbook_of",
]


# docxtpl is loaded where a file is made, not into every process that serves pages.
def filled(facts: dict[str, Any], texts: dict[str, str], template: bytes | None = None) -> bytes:
    """The compilation as .docx; raises TemplateMistake."""
    from reports.exports.compiled import filling

    return filling.filled(facts, texts, template)


def check_template(content: bytes) -> None:
    """Raises TemplateMistake where the template cannot be filled."""
    from reports.exports.compiled import filling

    filling.check_template(content)
