from notifications.operations.composing import compose_digests
from notifications.operations.delivering import deliver
from notifications.operations.linking import fill, find_link, make_link, trouble
from notifications.operations.noticing import note_known, note_opened
from notifications.operations.posting import Notice, draft, post
from notifications.operations.preferring import choose, forget, set_hours
from notifications.operations.stopping import address_of, set_digests, target_of
from notifications.operations.verifying import ask, confirm, confirm_by_link, count_try

__all__ = [
    "Notice",
    "address_of",
    "ask",
    "choose",
    "compose_digests",
    "confirm",
    "confirm_by_link",
    "count_try",
    "deliver",
    "draft",
    "fill",
    "find_link",
    "forget",
    "make_link",
    "note_known",
    "note_opened",
    "post",
    "set_digests",
    "set_hours",
    "target_of",
    "trouble",
]
