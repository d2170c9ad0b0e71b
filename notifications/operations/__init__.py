from notifications.operations.composing import compose_digests
from notifications.operations.delivering import deliver
from notifications.operations.linking import fill, find_link, make_link, trouble
from notifications.operations.posting import Notice, draft, post

__all__ = [
    "Notice",
    "compose_digests",
    "deliver",
    "draft",
    "fill",
    "find_link",
    "make_link",
    "post",
    "trouble",
]
