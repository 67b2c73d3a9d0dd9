"""Who is at the other end: the address, counted from a known number of our own proxies."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest, *, network: bool = False) -> str:
    """Return the client's address. `X-Forwarded-For` is read only as far as TRUSTED_PROXIES of ours wrote it.

    With `network`, an IPv6 address is widened to its /64, which one subscriber holds.
    """
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    hops.append(request.META.get("REMOTE_ADDR", ""))
    found = hops[-1 - min(settings.TRUSTED_PROXIES, len(hops) - 1)]
    try:
        address = ipaddress.ip_address(found.split("%")[0])  # the zone of fe80::1%eth0 is any text, of any length
    except ValueError:
        return "unknown"
    if address.version == 6 and address.ipv4_mapped:  # how a socket that listens to both writes IPv4
        address = address.ipv4_mapped
    if network and address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def is_same_site(request: HttpRequest) -> bool:
    """True when the browser says that one of our own pages made this request.

    Sec-Fetch-Site is believed first (a page can't forge it); older browsers send Origin.
    """
    if fetch_site := request.META.get("HTTP_SEC_FETCH_SITE"):
        return fetch_site == "same-origin"
    try:
        origin = urlsplit(request.META.get("HTTP_ORIGIN", ""))
    except ValueError:  # such as a bracket that is never closed
        return False
    return bool(origin.netloc) and origin.netloc == request.get_host()
