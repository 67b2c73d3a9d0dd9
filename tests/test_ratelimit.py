"""Limits by address: how many acts in a window, and whose address it is."""

from __future__ import annotations

import pytest
from django.http import HttpRequest

from portal.lib import client, ratelimit


def request_from(remote: str, forwarded: str = "", **meta: str) -> HttpRequest:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": remote, "HTTP_HOST": "testserver", **meta}
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    return request


# --- Counting ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "meaning"),
    [("10/h", (10, 3600)), ("20/5m", (20, 300)), ("1/s", (1, 1)), ("3/2d", (3, 172_800))],
)
def test_a_rate_is_read(rate: str, meaning: tuple[int, int]) -> None:
    assert ratelimit.parse_rate(rate) == meaning


@pytest.mark.parametrize("rate", ["", "10", "10/", "/h", "10/w", "ten/h", "10/h ", "-1/h"])
def test_what_is_no_rate_is_an_error(rate: str) -> None:
    with pytest.raises(ValueError, match="not a rate"):
        ratelimit.parse_rate(rate)


def test_so_many_acts_and_no_more() -> None:
    assert [ratelimit.allow("test", "a", "3/h") for _ in range(5)] == [True, True, True, False, False]


def test_scopes_and_keys_are_counted_apart() -> None:
    assert ratelimit.allow("one", "a", "1/h")
    assert ratelimit.allow("two", "a", "1/h")
    assert ratelimit.allow("one", "b", "1/h")
    assert not ratelimit.allow("one", "a", "1/h")


def test_the_next_window_starts_anew(monkeypatch) -> None:
    monkeypatch.setattr(ratelimit.time, "time", lambda: 7_200.0)
    assert ratelimit.allow("test", "a", "1/h")
    assert not ratelimit.allow("test", "a", "1/h")
    monkeypatch.setattr(ratelimit.time, "time", lambda: 10_799.0)
    assert not ratelimit.allow("test", "a", "1/h")
    assert ratelimit.seconds_left("1/h") == 1
    monkeypatch.setattr(ratelimit.time, "time", lambda: 10_800.0)
    assert ratelimit.allow("test", "a", "1/h")
    assert ratelimit.seconds_left("1/h") == 3600


def test_a_huge_key_is_only_a_digest_in_the_cache() -> None:
    assert ratelimit.allow("test", "长" * 100_000 + "\x00 \n", "1/h")
    assert not ratelimit.allow("test", "长" * 100_000 + "\x00 \n", "1/h")


# --- Whose address ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.1"),
        (0, "1.1.1.1", "10.0.0.1"),  # nobody of ours wrote it
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),  # the first is what the client claims
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        (2, "1.1.1.1", "1.1.1.1"),  # fewer hops than proxies: the farthest there is
        (1, "", "10.0.0.1"),
        (1, "<script>", "unknown"),
        (1, " , ,", "10.0.0.1"),
    ],
)
def test_the_address_is_counted_from_our_own_proxies(settings, proxies: int, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert client.address_of(request_from("10.0.0.1", forwarded)) == address


def test_a_subscriber_of_ipv6_is_one_address() -> None:
    first, second = request_from("2001:db8:1:2::1"), request_from("2001:db8:1:2:ffff::9")
    assert client.address_of(first) != client.address_of(second)
    assert client.address_of(first, network=True) == client.address_of(second, network=True) == "2001:db8:1:2::"
    assert ratelimit.allow_address(first, "test", "1/h")
    assert not ratelimit.allow_address(second, "test", "1/h")
    assert ratelimit.allow_address(request_from("2001:db8:1:3::1"), "test", "1/h")


def test_ipv4_written_as_ipv6_is_not_one_big_network() -> None:
    first, second = request_from("::ffff:1.2.3.4"), request_from("::ffff:5.6.7.8")
    assert client.address_of(first, network=True) == "1.2.3.4"
    assert client.address_of(second, network=True) == "5.6.7.8"


@pytest.mark.parametrize("zone", ["eth0", "x" * 500, "%", ""])
def test_the_zone_of_an_address_is_not_kept(zone: str) -> None:
    assert client.address_of(request_from(f"fe80::1%{zone}")) == "fe80::1"
    assert client.address_of(request_from(f"fe80::1%{zone}"), network=True) == "fe80::"


def test_our_own_pages_are_told_from_others() -> None:
    assert client.is_same_site(request_from("1.1.1.1", HTTP_SEC_FETCH_SITE="same-origin"))
    assert not client.is_same_site(request_from("1.1.1.1", HTTP_SEC_FETCH_SITE="cross-site"))
    assert not client.is_same_site(request_from("1.1.1.1", HTTP_SEC_FETCH_SITE="none"))
    assert client.is_same_site(request_from("1.1.1.1", HTTP_ORIGIN="http://testserver"))
    assert not client.is_same_site(request_from("1.1.1.1", HTTP_ORIGIN="https://example.org"))
    assert not client.is_same_site(request_from("1.1.1.1", HTTP_ORIGIN="http://["))
    assert not client.is_same_site(request_from("1.1.1.1"))
