"""From the role to a request, and what one can do with it, in a browser without script (rules B1, C1 to C3, D1)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.upstream import Asked, FakeService

ALPRO = {
    "id": "o1",
    "kind": "operator",
    "name": "ALPRO Comm.V.A.",
    "code": None,
    "traces_number": "BE-ORG-OP-5",
    "status": "VALID",
    "country": "BE",
    "phone": None,
    "identifiers": [],
    "addresses": [
        {"street": "Vlamingstraat 28", "postcode": "149256", "city": "Wevelgem", "country": "BE", "main": True}
    ],
    "activities": [{"type": "organic-importer", "control_body": "BE-BIO-01"}],
}
REQUEST = {
    "request_id": "r1",
    "authorisation_id": "a1",
    "kind": "attachment",
    "status": "REQUESTED",
    "organisation": ALPRO,
    "due_at": "2026-11-26T16:00:00Z",
    "reason": None,
    "question": None,
    "message": None,
    "contact_email": None,
    "contact_phone": None,
    "requested_at": "2026-11-24T10:00:00Z",
    "validator": {"id": "v", "code": "BE-CA", "name": "The Belgian authority", "country": "BE"},
    "timeline": [{"at": "2026-11-24T10:00:00Z", "what": "requested", "who": "you", "text": None}],
    "next_step": {"code": "wait-for-decision", "text": "L’autorité décide."},
}


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    registry = upstreams[Owner.REGISTRY]
    countries = [{"code": "BE", "name": "Belgique", "establishment": "union"}]
    types = [{"code": "organic-importer", "section": "organic", "name": "Importateur biologique"}]
    route = {"validator": REQUEST["validator"], "due_at_if_sent_now": "2026-11-26T16:00:00Z"}
    registry.answers["GET", "/api/v1/countries"] = lambda: JSONResponse({"items": countries})
    registry.answers["GET", "/api/v1/activity-types"] = lambda: JSONResponse({"items": types})
    registry.answers["GET", "/api/v1/organisations"] = lambda: JSONResponse({"items": [ALPRO], "next_cursor": "more"})
    registry.answers["GET", "/api/v1/organisations/o1"] = lambda: JSONResponse(ALPRO)
    registry.answers["GET", "/api/v1/requests"] = lambda: JSONResponse({"items": [REQUEST], "next_cursor": None})
    upstreams[Owner.VALIDATION].answers["GET", "/api/v1/routes"] = lambda: JSONResponse(route)
    await log_in(browser)
    return browser


def told(upstreams: Upstreams, **different: Any) -> None:
    """Registry tells the request like this."""
    request = {**REQUEST, **different}
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/requests/r1"] = lambda: JSONResponse(request)


def searched(fake: FakeService) -> Asked | None:
    return next((asked for asked in reversed(fake.asked) if asked.target.startswith(b"/api/v1/organisations?")), None)


@pytest.mark.rule("B1")
async def test_each_role_leads_to_its_search(member: Browser) -> None:
    page = await member.open("/role")
    assert {f"/search?kind={kind}" for kind in ("operator", "control_body", "authority")} <= set(page.seen.links)


async def test_nothing_is_searched_before_one_asks(member: Browser, upstreams: Upstreams) -> None:
    page = await member.open("/search?kind=operator")
    assert page.status == 200
    assert searched(upstreams[Owner.REGISTRY]) is None
    assert "BE-ORG-OP-5" not in page.seen.text


@pytest.mark.rule("C1")
async def test_the_criteria_are_offered_in_words_a_country_with_its_code(member: Browser) -> None:
    page = await member.open("/search?kind=operator")
    assert page.options("country") == {"": "Tous les pays", "BE": "Belgique (BE)"}
    assert page.options("section") == {"": "Toutes les sections", "organic": "Production biologique"}
    assert page.options("activity_type") == {
        "": "Toutes les activités",
        "organic-importer": "Importateur biologique",
    }
    english = await member.open("/search?kind=operator&lang=en")
    assert english.options("section") == {"": "All sections", "organic": "Organic production"}


async def test_results_are_those_of_the_guide_and_lead_to_the_request(member: Browser, upstreams: Upstreams) -> None:
    page = await member.open("/search?kind=operator&country=BE&activity_type=organic-importer&q=alpro&section=organic")
    asked = searched(upstreams[Owner.REGISTRY])
    assert asked is not None
    assert parse_qs(urlsplit(asked.target.decode()).query) == {
        "kind": ["operator"],
        "country": ["BE"],
        "section": ["organic"],
        "activity_type": ["organic-importer"],
        "q": ["alpro"],
        "limit": ["20"],
    }
    for said in (
        "ALPRO Comm.V.A.",
        "BE-ORG-OP-5",
        "Vlamingstraat 28",
        "Importateur biologique",
        "BE-BIO-01",
        "1 résultat ",
    ):
        assert said in page.seen.text
    assert "/organisations/o1/request" in page.seen.links
    more = next(link for link in page.seen.links if "cursor=more" in link)
    assert parse_qs(urlsplit(more).query, keep_blank_values=True)["country"] == ["BE"]


async def test_the_request_says_before_who_decides_and_until_when(member: Browser) -> None:
    page = await member.open("/organisations/o1/request")
    assert "The Belgian authority en décide au plus tard le jeudi 26 novembre 2026." in page.seen.text
    assert {"message", "contact_email", "contact_phone", "key"} <= page.form("/organisations/o1/request").names


async def test_one_can_ask_to_join_while_nobody_knows_who_decides(member: Browser, upstreams: Upstreams) -> None:
    away = {"code": "unavailable"}
    upstreams[Owner.VALIDATION].answers["GET", "/api/v1/routes"] = lambda: JSONResponse(away, 503)
    page = await member.open("/organisations/o1/request")
    assert page.status == 200
    assert "Impossible de dire pour le moment qui décidera" in page.seen.text
    sent = {"authorisation_id": "a1", "request_id": "r1", "warnings": []}
    path = "/api/v1/organisations/o1/authorisations"
    upstreams[Owner.REGISTRY].answers["POST", path] = lambda: JSONResponse(sent, 201)
    answer = await member.send(page, "/organisations/o1/request")
    assert answer.headers["location"] == "/requests/r1?done=sent"


async def test_a_request_is_sent_once_and_shown(member: Browser, upstreams: Upstreams) -> None:
    registry = upstreams[Owner.REGISTRY]
    sent = {"authorisation_id": "a1", "request_id": "r1", "warnings": []}
    registry.answers["POST", "/api/v1/organisations/o1/authorisations"] = lambda: JSONResponse(sent, 201)
    told(upstreams)
    page = await member.open("/organisations/o1/request")
    answers = [
        await member.send(page, "/organisations/o1/request", message="Bonjour", contact_phone="+32 02 123456")
        for _ in range(2)
    ]
    posted = [asked for asked in registry.asked if asked.method == "POST"]
    assert {asked.header(b"idempotency-key") for asked in posted} == {
        page.form("/organisations/o1/request").fields["key"].encode()
    }
    assert registry.last_json() == {"message": "Bonjour", "contact_phone": "+32 02 123456"}
    assert {answer.headers["location"] for answer in answers} == {"/requests/r1?done=sent"}
    shown = await member.follow(answers[0])
    for said in ("Votre demande est envoyée", "The Belgian authority", "jeudi 26 novembre 2026"):
        assert said in shown.seen.text


async def test_while_the_authority_has_time_the_page_begins_with_who_decides_and_until_when(
    member: Browser, upstreams: Upstreams
) -> None:
    told(upstreams, due_at="2096-11-27T16:00:00Z")
    page = await member.open("/requests/r1")
    assert "The Belgian authority décide au plus tard le mardi 27 novembre 2096." in page.seen.text
    assert "L’autorité décide." not in page.seen.text
    told(upstreams, due_at="2096-11-27T16:00:00Z", next_step={"code": "may-nudge", "text": "Relancez."})
    assert "Relancez." in (await member.open("/requests/r1")).seen.text
    told(upstreams, due_at="2016-11-25T16:00:00Z")
    page = await member.open("/requests/r1")
    assert "L’autorité décide." in page.seen.text
    assert "au plus tard" not in page.seen.text


async def test_what_is_wrong_stands_beside_its_field(member: Browser, upstreams: Upstreams) -> None:
    wrong = {"code": "rule-broken", "errors": [{"pointer": "/contact_phone", "code": "phone", "detail": ""}]}
    upstreams[Owner.REGISTRY].answers["POST", "/api/v1/organisations/o1/authorisations"] = lambda: JSONResponse(
        wrong, 422
    )
    page = await member.send(
        await member.open("/organisations/o1/request"), "/organisations/o1/request", contact_phone="12"
    )
    assert page.status == 422
    assert "#contact_phone" in page.seen.links
    assert page.form("/organisations/o1/request").fields["contact_phone"] == "12"


async def test_a_question_is_shown_and_answered(member: Browser, upstreams: Upstreams) -> None:
    told(upstreams, status="INFO_REQUIRED", question="Quel certificat ?")
    registry = upstreams[Owner.REGISTRY]
    registry.answers["POST", "/api/v1/requests/r1/information"] = lambda: JSONResponse({"status": "REQUESTED"})
    page = await member.open("/requests/r1")
    assert "Quel certificat ?" in page.seen.text
    fields = page.form("/requests/r1").fields
    assert fields["deed"] == "answer"
    answer = await member.send(page, "/requests/r1", deed="answer", message="Le voici.")
    assert registry.last_json() == {"message": "Le voici."}
    assert answer.headers["location"] == "/requests/r1?done=answer"
    missing = {"code": "message-missing", "errors": [{"pointer": "/message", "code": "message-missing", "detail": ""}]}
    registry.answers["POST", "/api/v1/requests/r1/information"] = lambda: JSONResponse(missing, 422)
    empty = await member.send(page, "/requests/r1", deed="answer", message=" ")
    assert "Écrivez votre réponse." in empty.seen.text


@pytest.mark.parametrize(("deed", "path"), [("withdraw", "withdrawal"), ("nudge", "nudges")])
async def test_a_request_is_withdrawn_or_the_authority_reminded(
    member: Browser, upstreams: Upstreams, deed: str, path: str
) -> None:
    told(upstreams, next_step={"code": "may-nudge", "text": ""})
    registry = upstreams[Owner.REGISTRY]
    registry.answers["POST", f"/api/v1/requests/r1/{path}"] = lambda: JSONResponse({"status": "WITHDRAWN"})
    page = await member.open("/requests/r1")
    assert f'value="{deed}"' in page.html
    answer = await member.send(page, "/requests/r1", deed=deed)
    assert registry.last.target == f"/api/v1/requests/r1/{path}".encode()
    assert answer.headers["location"] == f"/requests/r1?done={deed}"


@pytest.mark.parametrize(
    ("status", "step"),
    [
        ("REQUESTED", "wait-for-routing"),
        ("REQUESTED", "wait-for-decision"),
        ("INFO_REQUIRED", "give-information"),
        ("VALID", "use-access"),
        ("REJECTED", "ask-again"),
    ],
)
async def test_the_authority_can_be_reminded_only_where_registry_says_so(
    member: Browser, upstreams: Upstreams, status: str, step: str
) -> None:
    told(upstreams, status=status, next_step={"code": step, "text": ""})
    page = await member.open("/requests/r1")
    assert page.status == 200
    assert 'value="nudge"' not in page.html


async def test_a_reminder_that_comes_too_soon_says_when_it_can_be_repeated(
    member: Browser, upstreams: Upstreams
) -> None:
    told(upstreams, next_step={"code": "may-nudge", "text": ""})
    soon = {"code": "nudged-lately"}
    upstreams[Owner.REGISTRY].answers["POST", "/api/v1/requests/r1/nudges"] = lambda: JSONResponse(
        soon, 429, headers={"Retry-After": "7200"}
    )
    page = await member.send(await member.open("/requests/r1"), "/requests/r1", deed="nudge")
    assert page.status == 429
    assert "moins de quatre heures" in page.seen.text
    assert "2 heures" in page.seen.text.replace("\u00a0", " ")


async def test_who_only_reads_a_request_is_offered_nothing_to_do(member: Browser, upstreams: Upstreams) -> None:
    others = [{"at": "2026-11-24T10:00:00Z", "what": "requested", "who": "applicant", "text": None}]
    told(upstreams, status="INFO_REQUIRED", timeline=others, question="Quel certificat ?")
    page = await member.open("/requests/r1")
    assert 'name="deed"' not in page.html
    assert "Le demandeur" in page.seen.text


async def test_an_answer_that_comes_too_late_can_still_be_copied(member: Browser, upstreams: Upstreams) -> None:
    told(upstreams, status="INFO_REQUIRED", question="Lequel ?")
    before = await member.open("/requests/r1")
    settled = {"code": "already-settled"}
    upstreams[Owner.REGISTRY].answers["POST", "/api/v1/requests/r1/information"] = lambda: JSONResponse(settled, 409)
    told(upstreams, status="REJECTED")
    page = await member.send(before, "/requests/r1", deed="answer", message="<Le voici>")
    assert "Vous aviez écrit : <Le voici>" in page.seen.text.replace("\u00a0", " ")
    assert "message" not in {name for form in page.seen.forms for name in form.names}


async def test_a_deed_that_is_none_is_refused(member: Browser, upstreams: Upstreams) -> None:
    told(upstreams)
    page = await member.send(await member.open("/requests/r1"), "/requests/r1", deed="delete")
    assert page.status == 422
    assert upstreams[Owner.REGISTRY].last.method == "GET"


async def test_my_requests_are_listed(member: Browser) -> None:
    page = await member.open("/requests")
    assert "/requests/r1" in page.seen.links
    assert "En attente de la décision" in page.seen.text
