from agenda.exports.accounts import COLUMNS, accounts_template
from agenda.exports.feed import feed
from agenda.exports.urging import letter, letters

__all__ = ["COLUMNS", "accounts_template", "feed", "letter", "letters"]
