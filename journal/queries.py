from django.conf import settings

from journal.digests import GENESIS, chain, digest, sign_end
from journal.models import ChainEnd, Event


def first_broken() -> int | None:
    """The first position whose content, digest, number or hash does not agree with the chain; None if whole.

    Rows missing at the end are found by the signed `ChainEnd`.
    """
    key, previous, expected = settings.JOURNAL_KEY.encode(), GENESIS, 1
    for event in Event.objects.sealed().iterator(chunk_size=5_000):
        (hashed,) = chain(previous, [event.digest])
        if event.position != expected or event.digest != digest(event, key) or event.hash != hashed:
            return expected
        previous, expected = event.hash, expected + 1
    return None if _ends_at(expected - 1, previous, key) else expected


def _ends_at(position: int, hashed: str, key: bytes) -> bool:
    end = ChainEnd.objects.first()
    if end is None:
        return position == 0
    said = (end.position, end.hash, end.signature)
    return said == (position, hashed, sign_end(position, hashed, key))
