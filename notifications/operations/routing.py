"""Over which channels each message reaches its recipient, and from when on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from notifications.channels import is_open, window
from notifications.models import Address, Channel, Message, Preference
from notifications.periods import at, wait_until
from units.models import Unit, User
from units.queries import own_hours

Recipient = tuple[int | None, int | None]  # user, or unit
FREE = (Channel.EMAIL, Channel.ZALO, Channel.APPRISE)


@dataclass(frozen=True)
class Place:
    """`skip`: why nothing can be sent there, in the ledger's words."""

    channel: str
    target: str
    skip: str = ""


class Routes:
    """Asked once for many recipients."""

    def __init__(self, wanted: Iterable[Recipient]) -> None:
        wanted = set(wanted)
        self._users = User.objects.in_bulk({user for user, _ in wanted if user})
        self._units = Unit.objects.in_bulk({unit for _, unit in wanted if unit})
        self._addresses: dict[Recipient, dict[str, Address]] = defaultdict(dict)
        for address in Address.objects.filter(Q(user__in=self._users) | Q(unit__in=self._units)):
            self._addresses[address.recipient][address.channel] = address
        self._hours = own_hours(self._users, self._units, timezone.localdate())
        self._preferences = {one.user_id: one for one in Preference.objects.filter(user__in=self._users)}

    def recipient(self, who: Recipient) -> User | Unit:
        return self._users[who[0]] if who[0] else self._units[who[1]]

    def places(self, message: Message) -> list[Place]:
        """Every channel that its rung allows and the recipient has; with none of these the e-mail."""
        allowed = message.channels.split(",") if message.channels else FREE
        addresses = self._addresses[message.recipient]
        found = [
            Place(address.channel, address.target)
            for address in addresses.values()
            if address.channel != Channel.EMAIL and address.channel in allowed and _may_use(address, message)
        ]
        mail = self.mail(message.recipient)
        own = addresses.get(Channel.EMAIL)
        if Channel.EMAIL in allowed and not mail.skip and (own is None or _wants(own, message)):
            found.append(mail)
        if found or set(allowed) == {Channel.APPRISE}:  # a group that reads along has no mail instead
            return found
        refused = own is not None and not mail.skip and not message.single and not own.digests
        return [Place(Channel.EMAIL, mail.target, "người nhận đã thôi nhận bản gộp") if refused else mail]

    def mail(self, who: Recipient) -> Place:
        own = self._addresses[who].get(Channel.EMAIL)
        recipient = self.recipient(who)
        target = recipient.email if who[0] else recipient.official_mailbox
        if own and own.verified_at and own.target:
            target = own.target
        if own and own.failed_at and own.target == target:
            return Place(Channel.EMAIL, target, f"địa chỉ không nhận được thư từ {own.failed_at:%d/%m/%Y}")
        return Place(Channel.EMAIL, target, "" if target else "chưa có địa chỉ nhận thư")

    def wait(self, who: Recipient, channel: str, *, digest_of: date | None, now: datetime) -> datetime | None:
        """None: at once. A digest waits for the hour its reader chose."""
        one = self._preferences.get(who[0])
        start = now
        if one and one.digest_time and digest_of and digest_of >= timezone.localdate(now):
            start = max(now, at(digest_of, one.digest_time))
        quiet = (one.quiet_from, one.quiet_to) if one and one.quiet_from else None
        if quiet is None and digest_of and (hours := self._hours.get(who)):
            quiet = hours[1], hours[0]  # outside the unit's own office hours
        later = wait_until(start, quiet=quiet, window=window(channel)) or start
        return later if later > now else None


def _may_use(address: Address, message: Message) -> bool:
    return address.is_usable and is_open(address.channel) and _wants(address, message)


def _wants(address: Address, message: Message) -> bool:
    return address.singles if message.single else address.digests
