"""One spelling per wording: pure functions on text."""

import re
import unicodedata

INVISIBLE = re.compile('[\u00ad\u200b-\u200f\u2060\ufeff"“”„«»]')
DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
COMMA = re.compile(r"\s*([,;])\s*")
EDGE = " \t\n,;:.…•*+-"
# "hoà" and "hòa", "thuỷ" and "thủy" are the same word: the mark goes to the first vowel of an open syllable.
OPEN_SYLLABLES = [
    (re.compile(rf"{'(?<!q)' if first == 'u' else ''}{first}([{marked}])(?!\w)"), first, marked)
    for first, marked in (("o", "àáảãạ"), ("o", "èéẻẽẹ"), ("u", "ỳýỷỹỵ"))
]
TONES = {"o": "òóỏõọ", "u": "ùúủũụ"}
BARE = {"à": "a", "è": "e", "ỳ": "y"}


def clean(phrase: str) -> str:
    """NFC, one space, one kind of dash and comma, no quotes, bullets or closing punctuation; case is kept."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", phrase)).replace("**", "")
    text = COMMA.sub(r"\1 ", DASH.sub(" - ", text))
    return " ".join(text.split()).strip(EDGE)


def fold(phrase: str) -> str:
    """The key of a wording: `clean`, without case, tone marks in one place; diacritics stay."""
    text = clean(unicodedata.normalize("NFC", clean(phrase).casefold()))
    for pattern, first, marked in OPEN_SYLLABLES:
        text = pattern.sub(lambda m, f=first, v=marked: TONES[f][v.index(m[1])] + BARE[v[0]], text)
    return text


def plain(text: str) -> str:
    """Lower case without diacritics, for searching."""
    marks_apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in marks_apart if not unicodedata.combining(c)).split())


def tight(text: str) -> str:
    """`fold` without spaces, punctuation and "và", so that "KH&CN", "KH và CN" and "KHCN" are one."""
    return re.sub(r"\bvà\b|[\W_]", "", fold(text))
