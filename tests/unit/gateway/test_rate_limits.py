"""Moving windows, told by a clock of the test."""

import secrets
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from chassis.errors import TooManyRequests
from chassis.settings import Environment
from services.gateway.rate_limits import MovingWindow, RateLimits
from services.gateway.settings import GatewaySettings

KEY = SecretStr(secrets.token_urlsafe(32))


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.moment("limits")
def test_the_next_one_waits_until_the_oldest_has_left_the_window() -> None:
    clock = Clock()
    window = MovingWindow(2, 60, clock)
    assert window.hit("a") is None
    clock.now += 20
    assert window.hit("a") is None
    clock.now += 10
    assert window.hit("a") == 30
    clock.now += 30
    assert window.hit("a") is None
    assert window.hit("a") == 20


def test_keys_do_not_count_for_each_other() -> None:
    window = MovingWindow(1, 60, Clock())
    assert window.hit("a") is None
    assert window.hit("b") is None
    assert window.hit("a") is not None


@pytest.mark.moment("limits")
def test_a_refused_request_does_not_prolong_the_wait() -> None:
    clock = Clock()
    window = MovingWindow(1, 60, clock)
    window.hit("a")
    for _ in range(59):
        clock.now += 1
        assert window.hit("a") is not None
    clock.now += 1
    assert window.hit("a") is None


def test_quiet_keys_are_forgotten() -> None:
    clock = Clock()
    window = MovingWindow(5, 60, clock)
    for number in range(1000):
        window.hit(str(number))
    clock.now += 60
    window.hit("new")
    assert len(window) == 1


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 30)), max_size=60), st.integers(1, 5))
def test_no_window_ever_holds_more_than_is_allowed(asked: list[tuple[str, float]], amount: int) -> None:
    clock = Clock()
    window = MovingWindow(amount, 60, clock)
    allowed: dict[str, list[float]] = {"a": [], "b": []}
    for key, pause in asked:
        clock.now += pause
        within = [moment for moment in allowed[key] if clock.now - moment < 60]
        wait = window.hit(key)
        assert (wait is None) == (len(within) < amount)
        if wait is None:
            allowed[key].append(clock.now)
        else:
            assert 0 < wait <= 60


def test_the_limits_are_those_of_the_design_times_the_factor() -> None:
    settings = GatewaySettings(environment=Environment.LOCAL, cookie_keys=KEY, rate_limit_factor=100)
    assert [settings.limit(name) for name in ("sign_up", "login", "api")] == [
        (2000, 3600.0),
        (6000, 60.0),
        (60000, 60.0),
    ]


def test_a_refusal_says_when_to_come_back_in_whole_seconds() -> None:
    clock = Clock()
    limits = RateLimits(GatewaySettings(environment=Environment.LOCAL, cookie_keys=KEY, login_limit="1/minute"), clock)
    limits.count("login", "a")
    clock.now += 0.5
    with pytest.raises(TooManyRequests) as refusal:
        limits.count("login", "a")
    assert refusal.value.retry_after == 60


@pytest.mark.parametrize(
    "wrong", [{"api_limit": "often"}, {"login_limit": "0/hour"}, {"trusted_proxies": "proxy"}, {"rate_limit_factor": 0}]
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        GatewaySettings.model_validate(wrong)
