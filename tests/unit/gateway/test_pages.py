"""What the pages say, in which language, and whose forms they take."""

from typing import Any

import pytest
from starlette.requests import Request

from services.gateway.pages import csrf
from services.gateway.pages.confirm import PROBLEMS
from services.gateway.pages.language import LANGUAGES, language_of, preferred
from services.gateway.pages.rendering import environment
from services.gateway.pages.texts import texts

PUBLIC = "https://access.example"


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    assert value.strip()
    return str


def test_every_language_says_the_same_things() -> None:
    shapes = [shape(texts(language)) for language in LANGUAGES]
    assert all(each == shapes[0] for each in shapes)


def test_every_problem_has_its_sentence() -> None:
    said = {*PROBLEMS.values(), "different", "foreign", "unavailable"}
    assert said == texts("fr")["confirm"]["problems"].keys()


def test_templates_escape_what_they_are_given() -> None:
    assert environment().from_string("{{ value }}").render(value="<script>") == "&lt;script&gt;"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA, en;q=0.8", "fr"),
        ("en;q=0.8, fr;q=0.9", "fr"),
        ("de, fr;q=0.1", "fr"),
        ("de", "en"),
        ("fr;q=0", "en"),
        ("fr;q=rubbish", "en"),
        ("en, fr", "en"),
    ],
)
def test_the_browser_is_heeded(accepted: str, expected: str) -> None:
    assert preferred(accepted) == expected


def request(query: str = "", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request(
        {
            "type": "http",
            "method": "POST",
            "scheme": "http",
            "server": ("access.example", 80),
            "path": "/",
            "query_string": query.encode(),
            "headers": raw,
        }
    )


def test_a_choice_counts_more_than_the_browser() -> None:
    assert language_of(request("lang=fr", accept_language="en")) == "fr"
    assert language_of(request("lang=xx", accept_language="fr")) == "fr"
    assert language_of(request("lang=fr"), "en") == "en"


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
