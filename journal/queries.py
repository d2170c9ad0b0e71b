from django.conf import settings

from journal.digests import GENESIS, chain, digest
from journal.models import Event


def first_broken() -> int | None:
    """The first position whose content, digest, number or hash does not agree with the chain; None if whole."""
    key, previous, expected = settings.JOURNAL_KEY.encode(), GENESIS, 1
    for event in Event.objects.sealed().iterator(chunk_size=5_000):
        (hashed,) = chain(previous, [event.digest])
        if event.position != expected or event.digest != digest(event, key) or event.hash != hashed:
            return expected
        previous, expected = event.hash, expected + 1
    return None
