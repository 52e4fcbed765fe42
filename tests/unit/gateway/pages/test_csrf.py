"""Whose forms are taken."""

import pytest

from services.gateway.pages import csrf
from tests.unit.gateway.pages.requests import request

PUBLIC = "https://access.example"
TOKEN = csrf.form_token(request(), PUBLIC)


def posted(sent: str = TOKEN, cookie: str = f"__Host-form={TOKEN}", **headers: str) -> bool:
    return csrf.is_from_our_page(request(cookie=cookie, host="access.example", **headers), sent, PUBLIC)


def test_our_own_form_is_taken_however_the_browser_says_so() -> None:
    assert posted()
    assert posted(sec_fetch_site="same-origin", origin="null")
    assert posted(origin="null")
    assert posted(origin=PUBLIC)
    assert posted(origin="http://access.example")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site", "origin": PUBLIC},
        {"sec_fetch_site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "https://access.example.evil.example"},
    ],
)
def test_a_form_of_another_site_is_not(headers: dict[str, str]) -> None:
    assert not posted(**headers)


def test_a_form_without_the_token_of_this_browser_is_not() -> None:
    assert not posted(sent="")
    assert not posted(cookie="")
    assert not posted(sent="x", cookie="__Host-form=x")
    assert not posted(sent=csrf.form_token(request(), PUBLIC))
    assert not posted(cookie=f"form={TOKEN}")


def test_the_token_of_a_browser_is_kept_if_it_is_one() -> None:
    assert csrf.form_token(request(cookie=f"__Host-form={TOKEN}"), PUBLIC) == TOKEN
    assert csrf.form_token(request(cookie="__Host-form=chosen"), PUBLIC) != "chosen"
