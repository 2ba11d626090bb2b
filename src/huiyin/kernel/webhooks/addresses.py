"""Which addresses we call. A subscription must not make us knock on doors inside."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.kernel.refusal import Refusal

Address: TypeAlias = IPv4Address | IPv6Address
# Both carry an IPv4 address inside, which may be a private one.
TUNNELS = (ip_network("64:ff9b::/96"), ip_network("2002::/16"))


class AddressRefused(Refusal):
    """We do not call this address."""

    code = "address_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to connect, settled once: a name that resolves otherwise later changes nothing."""

    url: str
    host: str
    address: str


def target_of(url: str) -> Target:
    """Return where `url` leads, or raise AddressRefused."""
    host, port, is_plain = _parts(url)
    addresses = _resolve(host, port)
    if not all(_is_permitted(address) for address in addresses):
        raise AddressRefused(
            _("%(host)s lies in a private network. Use a public address.") % {"host": host}
        )
    if is_plain and not all(_is_allowed_inside(address) for address in addresses):
        raise AddressRefused(_("The address is not https. Use an https address."))
    return Target(url=url, host=host, address=str(addresses[0]))


def _parts(url: str) -> tuple[str, int, bool]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
        parts = urlsplit("")
    is_whole = parts.scheme in ("http", "https") and host and len(url) <= 500
    if not is_whole or parts.username or parts.password or parts.fragment:
        raise AddressRefused(
            _("This is not an address such as https://example.org/hooks. Correct it.")
        )
    is_plain = parts.scheme == "http"
    return host, port or (80 if is_plain else 443), is_plain


def _resolve(host: str, port: int) -> Sequence[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    except (OSError, ValueError):
        addresses = []
    if not addresses:
        raise AddressRefused(
            _("There is no host %(host)s. Check the spelling of the address.") % {"host": host}
        )
    return addresses


def _is_permitted(address: Address) -> bool:
    if _is_allowed_inside(address):
        return True
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    address = inner or address
    is_tunnel = any(address in network for network in TUNNELS)
    return address.is_global and not address.is_multicast and not is_tunnel


def _is_allowed_inside(address: Address) -> bool:
    return any(address in ip_network(network) for network in settings.WEBHOOK_NETWORKS)
