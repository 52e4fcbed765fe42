"""Whose request this is, for limits per address."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

IPV6_HOST_PREFIX = 64
"""One household or server usually has a whole /64: it is limited as one."""


def client_address(peer: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The address of the caller.

    `peer` is who opened the connection; `forwarded_for` the value of `X-Forwarded-For`, believed only as far as
    trusted proxies wrote it: from the right, the first address that is not one of `trusted`.
    """
    caller = peer
    hops = [without_port(hop.strip()) for hop in forwarded_for.split(",") if hop.strip()]
    while hops and _is_trusted(caller, trusted):
        next_hop = hops.pop()
        if _parsed(next_hop) is None:
            break
        caller = next_hop
    return caller


def without_port(hop: str) -> str:
    """The address of a hop: some proxies write `192.0.2.1:5678`, `[2001:db8::1]:5678` or `[2001:db8::1]`."""
    if hop.startswith("["):
        address, closed, port = hop[1:].partition("]")
        return address if closed and (not port or _is_port(port)) else hop
    address, colon, port = hop.partition(":")
    return address if _is_port(colon + port) else hop


def _is_port(text: str) -> bool:
    return text.startswith(":") and text[1:].isascii() and text[1:].isdigit()


def limit_key(address: str) -> str:
    """What an address is counted as: itself, or the /64 network of an IPv6 address."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, IPV6_HOST_PREFIX), strict=False))
    return str(parsed or address)


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in trusted)


def _parsed(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
