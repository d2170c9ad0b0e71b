from agenda.exports.accounts import COLUMNS, accounts_template
from agenda.exports.feed import feed

__all__ = ["COLUMNS", "accounts_template", "feed"]
