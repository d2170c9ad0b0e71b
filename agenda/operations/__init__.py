"""Reminders, urging and campaigns, and what moves people and their work: registration, hand-over, reorganisation."""

from agenda.operations.acknowledging import (
    acknowledge,
    acknowledge_by_link,
    disown,
    know_by_link,
    opened_by_link,
    send_new_link,
)
from agenda.operations.campaigning import count_today, set_campaign, urge_silent
from agenda.operations.handing_over import leave
from agenda.operations.inviting import Invited, invite, invite_people, send_password_link
from agenda.operations.laddering import check, reset_ladder, save_ladder, save_words
from agenda.operations.people import add_and_invite
from agenda.operations.registering import register, set_password
from agenda.operations.reminding import Counts, preview, remind, tick
from agenda.operations.urging import letter_file, record_urging
from agenda.operations.wording import sample, send_sample

__all__ = [
    "Counts",
    "Invited",
    "acknowledge",
    "acknowledge_by_link",
    "add_and_invite",
    "check",
    "count_today",
    "disown",
    "invite",
    "invite_people",
    "know_by_link",
    "leave",
    "letter_file",
    "opened_by_link",
    "preview",
    "record_urging",
    "register",
    "remind",
    "reset_ladder",
    "sample",
    "save_ladder",
    "save_words",
    "send_new_link",
    "send_password_link",
    "send_sample",
    "set_campaign",
    "set_password",
    "tick",
    "urge_silent",
]
