"""A unit's own group (Telegram, Teams …) over Apprise: schemes from a list, no address inside the house."""

import ipaddress
import socket
from urllib.parse import urlsplit

from apprise import Apprise, AppriseAsset
from apprise.result import AppriseResultStatus
from django.conf import settings

from notifications.channels.outcomes import Letter, Outcome, Result
from notifications.channels.sealing import unseal
from notifications.models import Address

# Their host is the provider's own, whatever stands in the URL.
PROVIDERS = {"tgram", "msteams", "slack", "gchat", "discord"}
SECONDS = 20


class NotAllowed(Exception):
    """A Vietnamese sentence."""


def check_url(url: str) -> str:
    """The masked form, which may be shown and kept. Raises NotAllowed."""
    parts = urlsplit(url)
    if parts.scheme not in settings.APPRISE_SCHEMES:
        raise NotAllowed(
            f"Chỉ dùng được: {', '.join(settings.APPRISE_SCHEMES)}. Hỏi người cài đặt Sáu Rõ nếu cần thêm."
        )
    if parts.scheme not in PROVIDERS and not _is_public(parts.hostname or ""):
        raise NotAllowed("Máy chủ này không có, hoặc nằm trong mạng nội bộ. Chỉ gửi được ra máy chủ công cộng.")
    service = Apprise.instantiate(url, asset=_asset())
    if service is None:
        raise NotAllowed("Địa chỉ không đúng cách viết của dịch vụ này. Chép lại từ trang hướng dẫn của dịch vụ.")
    return service.url(privacy=True)[:254]


class Groups:
    def deliver(self, letter: Letter) -> Result:
        """`to` is the masked form; the full one is looked up and checked again, since names may move."""
        address = Address.objects.filter(channel="apprise", target=letter.to).first()
        url = unseal(address.sealed) if address else ""
        try:
            check_url(url)
        except NotAllowed as error:
            return Result(Outcome.PERMANENT, str(error), bad_address=True)
        apprise = Apprise(asset=_asset())
        apprise.add(url)
        status = apprise.notify(body=letter.text, timeout=SECONDS).status
        if status == AppriseResultStatus.SUCCESS:
            return Result(Outcome.SENT)
        unclear = status == AppriseResultStatus.TIMEOUT
        return Result(Outcome.UNKNOWN if unclear else Outcome.TEMPORARY, f"Apprise: {status.name}")


def _asset() -> AppriseAsset:
    return AppriseAsset(async_mode=False, http_redirects=False)


def _is_public(host: str) -> bool:
    try:
        found = {line[4][0] for line in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(address.partition("%")[0]).is_global for address in found)
