from notifications.operations.composing import compose_digests
from notifications.operations.delivering import deliver
from notifications.operations.posting import Notice, draft, post

__all__ = ["Notice", "compose_digests", "deliver", "draft", "post"]
