"""Reminders, and what moves people and their work: registration, hand-over, reorganisation."""

from agenda.operations.handing_over import leave
from agenda.operations.inviting import Invited, invite, invite_people, send_password_link
from agenda.operations.people import add_and_invite
from agenda.operations.registering import register, set_password
from agenda.operations.reminding import Counts, preview, remind, tick

__all__ = [
    "Counts",
    "Invited",
    "add_and_invite",
    "invite",
    "invite_people",
    "leave",
    "preview",
    "register",
    "remind",
    "send_password_link",
    "set_password",
    "tick",
]
