"""What was accepted and is odd is said: to whoever sent it, and to who decides it (`warnings` of the API)."""

from typing import Any

import pytest

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import ALIKE, FARM_WHOLE, REQUEST, TWIN, asked_what, tell, tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

ODD = [
    {"pointer": "/identifiers/0/value", "code": "eori-checksum", "detail": ""},
    {"pointer": "/code", "code": "code-country", "detail": ""},
    {"pointer": "/authorisation/contact_phone", "code": "phone-unusual", "detail": ""},
    {"pointer": "/authorisation/contact_phone", "code": "phone-unusual", "detail": ""},
]
SAID = (
    "Number of the organisation : The check digit of this EORI number",
    "Code : This code belongs to another country than the address.",
    "Contact phone : Numbers of that country usually look different",
)
MINE: dict[str, Any] = {
    **REQUEST,
    "warnings": ODD,
    "timeline": [{**REQUEST["timeline"][0], "who": "you"}],
    "duplicates": ALIKE,
}


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    anna.me["language"] = "en"
    tell_case(upstreams)
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", MINE)
    await log_in(browser)
    return browser


@pytest.mark.parametrize("done", ["", "?done=proposed", "?done=amended"])
async def test_who_sent_it_reads_once_what_is_odd(member: Browser, done: str) -> None:
    page = await member.open(f"/requests/r9{done}")
    for said in SAID:
        assert page.seen.text.count(said) == 1, said


async def test_nothing_is_said_where_nothing_is_odd(member: Browser, upstreams: Upstreams) -> None:
    plain = {name: value for name, value in MINE.items() if name != "warnings"}
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", plain)
    assert "please compare this once more" not in (await member.open("/requests/r9")).seen.text


@pytest.mark.parametrize("done", ["proposed", "amended"])
async def test_after_sending_one_sees_what_it_may_be_the_same_as(member: Browser, done: str) -> None:
    page = await member.open(f"/requests/r9?done={done}")
    assert "There is something very similar already" in page.seen.text
    assert str(TWIN["name"]) in page.seen.text
    assert "/organisations/o8/request" in page.seen.links
    assert "/organisations/o9/request" not in page.seen.links


@pytest.mark.parametrize(
    ("done", "asked"), [("proposed", "?duplicates=true"), ("amended", "?duplicates=true"), ("answer", ""), ("", "")]
)
async def test_it_is_looked_for_after_sending_only(
    member: Browser, upstreams: Upstreams, done: str, asked: str
) -> None:
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", {**MINE, "duplicates": None})
    assert (await member.open(f"/requests/r9?done={done}")).status == 200
    assert asked_what(upstreams, Owner.REGISTRY, "/api/v1/requests/r9") == [f"/api/v1/requests/r9{asked}"]


async def test_who_decides_sees_it_beside_the_numbers(member: Browser, upstreams: Upstreams) -> None:
    whole = {**FARM_WHOLE, "code": "FR-BIO-9", "traces_number": None, "warnings": ODD[:2]}
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/o9", whole)
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", {**REQUEST, "warnings": ODD[:3]})
    page = await member.open("/work/r9")
    for said in ("The check digit of this EORI", "This code belongs to another country", "Numbers of that country"):
        assert page.seen.text.count(said) == 1, said
