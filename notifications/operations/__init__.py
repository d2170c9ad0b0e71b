from notifications.operations.posting import Notice, draft, post

__all__ = ["Notice", "draft", "post"]
