"""The helpdesk finds a request and sees where it hangs, read-only; organisations show their users in scope (F3, F6)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from services.gateway.owners import Owner
from services.gateway.pages.case_words import MAIL_REASON
from services.gateway.pages.texts import translations
from services.notify.domain.delivery import POSTPONED_TOO_LONG
from services.notify.domain.planning import LINK_EXPIRED, RECIPIENT_ERASED
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import FARM_WHOLE, PAULA, REQUEST, asked_what, tell, tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

MAILS: list[dict[str, Any]] = [
    {
        "id": "m1",
        "template": "receipt",
        "to": "person",
        "status": "SENT",
        "queued_at": "2026-11-18T10:00:00Z",
        "sent_at": "2026-11-18T10:00:05Z",
        "attempts": 1,
        "reason": None,
    },
    {
        "id": "m2",
        "template": "work-item",
        "to": "validators",
        "status": "DEFERRED",
        "queued_at": "2026-11-18T10:00:00Z",
        "sent_at": None,
        "attempts": 3,
        "reason": None,
    },
    {
        "id": "m3",
        "template": "helpdesk-copy",
        "to": "helpdesks",
        "status": "ABANDONED",
        "queued_at": "2026-11-18T10:00:00Z",
        "sent_at": None,
        "attempts": 1,
        "reason": "refused: 550 5.1.1",
    },
]


FOUND = {**REQUEST, "applicant": {"account_id": "paul", "name": "Paul Martin"}}


@pytest.fixture
async def helpdesk(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    anna.me["language"] = "en"
    tell_case(upstreams)
    tell(upstreams, Owner.REGISTRY, "GET", "/requests", {"items": [FOUND], "next_cursor": "more"})
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/inao/users", {"items": [PAULA]})
    tell(upstreams, Owner.NOTIFY, "GET", "/messages", {"items": MAILS})
    await log_in(browser)
    return browser


async def test_a_request_is_looked_for_among_all(helpdesk: Browser, upstreams: Upstreams) -> None:
    page = await helpdesk.open("/find?q=ferme+%26+fils")
    target = asked_what(upstreams, Owner.REGISTRY, "/api/v1/requests?")[-1]
    assert parse_qs(urlsplit(target).query) == {"scope": ["all"], "q": ["ferme & fils"], "limit": ["20"]}
    assert {"/find/r9", "/find?q=ferme+%26+fils&cursor=more"} <= {link.replace("%20", "+") for link in page.seen.links}
    for said in ("Ferme & Fils <Bio>", "Paul Martin", "Waits for a decision", "INAO", "Overdue"):
        assert said in page.seen.text
    tell(upstreams, Owner.REGISTRY, "GET", "/requests", {"items": [], "next_cursor": None})
    assert "No request was found." in (await helpdesk.open("/find?q=nothing")).seen.text


async def test_where_it_hangs_is_said_and_nothing_can_be_done_to_it(helpdesk: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", FOUND)
    page = await helpdesk.open("/find/r9")
    for said in (
        "It waits for INAO, which should have decided by Friday 20 November 2026.",
        "Applicant Paul Martin",
        "Paula Petit",
        "We import spices.",
        "Passed to the authority that decides",
        "Receipt a person Sent",
        "New request to decide the validators Will be tried again 3 attempts",
        "Copy for the helpdesk the helpdesks Given up the mail server refused it: 550 5.1.1",
        "r9",
    ):
        assert said in page.seen.text, said
    assert not [form for form in page.seen.forms if form.method == "post" and form.action != "/logout"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "reason", [RECIPIENT_ERASED, LINK_EXPIRED, POSTPONED_TOO_LONG, "refused: address-needs-smtputf8"]
)
async def test_why_a_mail_was_given_up_is_said_in_words(
    helpdesk: Browser, upstreams: Upstreams, reason: str, language: str
) -> None:
    tell(upstreams, Owner.NOTIFY, "GET", "/messages", {"items": [{**MAILS[-1], "reason": reason}]})
    page = await helpdesk.open(f"/find/r9?lang={language}")
    assert reason not in page.seen.text
    assert translations(language).ugettext(MAIL_REASON[reason]) in page.seen.text


async def test_a_reason_that_is_not_known_yet_is_shown_as_it_is(helpdesk: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.NOTIFY, "GET", "/messages", {"items": [{**MAILS[-1], "reason": "too-heavy"}]})
    assert "Given up too-heavy" in (await helpdesk.open("/find/r9")).seen.text


@pytest.mark.parametrize(
    ("different", "said"),
    [
        ({"status": "INFO_REQUIRED", "question": "Which one?"}, "It waits for the applicant’s answer."),
        ({"validator": None, "due_at": None}, "It is on its way to the authority."),
        ({"due_at": "2099-01-01T00:00:00Z"}, "which has time until"),
        ({"status": "VALID"}, "Nobody has to do anything."),
    ],
)
async def test_each_state_says_who_has_to_act(
    helpdesk: Browser, upstreams: Upstreams, different: dict[str, Any], said: str
) -> None:
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", {**REQUEST, **different})
    assert said in (await helpdesk.open("/find/r9")).seen.text


async def test_an_authority_without_users_is_where_it_hangs(helpdesk: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/inao/users", {"items": [{**PAULA, "status": "SUSPENDED"}]})
    assert "Nobody of this authority can decide at present" in (await helpdesk.open("/find/r9")).seen.text


async def test_out_of_sight_is_not_found(helpdesk: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", {"code": "unknown-request"}, 404)
    assert (await helpdesk.open("/find/r9")).status == 404


async def test_an_organisation_shows_its_data_and_its_users_in_scope(helpdesk: Browser, upstreams: Upstreams) -> None:
    page = await helpdesk.open("/organisations/o9")
    for said in ("FR12345678901234", "The check digit of this EORI number", "Paula Petit", "Administrator", "In force"):
        assert said in page.seen.text
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/o9/users", {"code": "unknown-organisation"}, 404)
    page = await helpdesk.open("/organisations/o9")
    assert "Only its own users" in page.seen.text
    assert "Paula Petit" not in page.seen.text
    assert "/organisations/o9/request" in page.seen.links
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/o9", {**FARM_WHOLE, "status": "REJECTED"})
    assert "/organisations/o9/request" not in (await helpdesk.open("/organisations/o9")).seen.links


async def test_new_organisations_are_still_proposed_at_their_address(helpdesk: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.REGISTRY, "GET", "/countries", {"items": []})
    page = await helpdesk.open("/organisations/new?kind=authority")
    assert "code" in page.form("/organisations/new").names
