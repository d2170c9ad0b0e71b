"""A compilation as files. Its facts, a plain dict, are made once; page, API and every file read the same ones."""

from reports.exports.compiled.book import workbook_of
from reports.exports.compiled.facts import FactTable, facts_of, table_of, tables_of
from reports.exports.compiled.filling import TemplateMistake, check_template, filled
from reports.exports.compiled.pdf import pdf_of
from reports.exports.compiled.standard import standard_template
from reports.exports.compiled.words import PLACES, places_of

__all__ = [
    "PLACES",
    "FactTable",
    "TemplateMistake",
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
