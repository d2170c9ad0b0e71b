"""How messages read: as a letter, and as the few words that a chat may carry."""

from notifications.notices.chat import Template, bot_text, short_text, template
from notifications.notices.letters import Reading, distance, read, shown, subject, urgency_of, words_of

__all__ = [
    "Reading",
    "Template",
    "bot_text",
    "distance",
    "read",
    "short_text",
    "shown",
    "subject",
    "template",
    "urgency_of",
    "words_of",
]
