"""Whose address counts."""

import pytest

from services.gateway.client_address import client_address, limit_key
from services.gateway.settings import networks

PROXIES = networks("10.0.0.0/8, ::1, 192.0.2.1")


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "expected"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.1.1.1", "198.51.100.1", "198.51.100.1"),
        ("10.1.1.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("10.1.1.1", "198.51.100.1, 10.2.2.2", "198.51.100.1"),
        ("10.1.1.1", "10.3.3.3, 10.2.2.2", "10.3.3.3"),
        ("10.1.1.1", "198.51.100.1, rubbish, 10.2.2.2", "10.2.2.2"),
        ("10.1.1.1", "", "10.1.1.1"),
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("::ffff:10.1.1.1", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
        ("10.1.1.1", "198.51.100.1:5678", "198.51.100.1"),
        ("10.1.1.1", "198.51.100.1:5678, 10.2.2.2:80", "198.51.100.1"),
        ("10.1.1.1", "[2001:db8::5]:99", "2001:db8::5"),
        ("10.1.1.1", "[2001:db8::5]", "2001:db8::5"),
        ("10.1.1.1", "2001:db8::5", "2001:db8::5"),
        ("10.1.1.1", "6.6.6.6, [::1]:99", "6.6.6.6"),
        ("10.1.1.1", "198.51.100.1:", "10.1.1.1"),
        ("10.1.1.1", "198.51.100.1:http", "10.1.1.1"),
        ("10.1.1.1", "198.51.100.1:²", "10.1.1.1"),
        ("10.1.1.1", "[2001:db8::5", "10.1.1.1"),
        ("10.1.1.1", "[2001:db8::5]99", "10.1.1.1"),
        ("10.1.1.1", "unknown:99", "10.1.1.1"),
    ],
)
def test_forwarded_addresses_count_only_as_far_as_trusted_proxies_wrote_them(
    peer: str, forwarded_for: str, expected: str
) -> None:
    assert client_address(peer, forwarded_for, PROXIES) == expected


def test_nobody_is_trusted_by_default() -> None:
    assert client_address("127.0.0.1", "198.51.100.1", networks("")) == "127.0.0.1"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_ipv6_network_is_counted_as_one(address: str, key: str) -> None:
    assert limit_key(address) == key
