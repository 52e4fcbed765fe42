"""One case: everything needed to decide it, the decision, and what happened meanwhile (rules E1, E13, F10)."""

from typing import Any

import pytest

from contracts.reference import organisation_id
from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.cases import BELGIUM, FARM, FARM_WHOLE, REQUEST, asked_what, tell, tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

DECISION = "/work-items/r9/decision"
VALIDATION = Owner.VALIDATION


@pytest.fixture
async def validator(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    anna.me["language"] = "en"
    tell_case(upstreams)
    await log_in(browser)
    return browser


async def decide(validator: Browser, **filled: Any) -> Page:
    return await validator.send(await validator.open("/work/r9"), "/work/r9", **filled)


async def test_the_case_shows_everything_needed_to_decide(validator: Browser) -> None:
    page = await validator.open("/work/r9")
    for said in (
        "Ferme & Fils <Bio>",
        "FR-ORG-OP-9",
        "1 rue du Champ",
        "EORI number FR12345678901234",
        "The check digit of this EORI number does not fit",
        "Ecocert France FR-BIO-01",
        "31 December 2027",
        "Paul Martin",
        "first user",
        "paul@ferme.example",
        "We import spices.",
        "office@ferme.example",
        "+33612345678",
        "Possible duplicates",
        "Ferme et Fils FR-ORG-OP-8",
        "the same VAT number, a very similar name",
        "It has 1 user",
        "Request sent",
        "Passed to the authority that decides",
        "Overdue by",
        "Friday 20 November 2026",
    ):
        assert said in page.seen.text, said
    assert page.seen.links.count("/organisations/o8") == 1


async def test_duplicates_are_asked_for_with_the_request(validator: Browser, upstreams: Upstreams) -> None:
    await validator.open("/work/r9")
    assert asked_what(upstreams, Owner.REGISTRY, "/api/v1/requests/r9") == ["/api/v1/requests/r9?duplicates=true"]


@pytest.mark.parametrize("different", [{"kind": "attachment"}, {"status": "VALIDATED"}])
async def test_duplicates_are_for_who_still_decides_about_the_operator(
    validator: Browser, upstreams: Upstreams, different: dict[str, str]
) -> None:
    """Registry may not have heard of the decision yet."""
    tell_case(upstreams, **different)
    assert "Possible duplicates" not in (await validator.open("/work/r9")).seen.text


async def test_a_registry_of_the_release_before_tells_no_duplicates(validator: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", REQUEST)
    page = await validator.open("/work/r9")
    assert page.status == 200
    assert "Possible duplicates" not in page.seen.text


@pytest.mark.parametrize(
    ("filled", "sent"),
    [
        ({"outcome": "validated", "reason": "not read"}, {"outcome": "validated"}),
        (
            {"outcome": "validated", "administrator": "no", "certificate": "C", "valid_to": "2027-01-31"},
            {"outcome": "validated", "administrator": False, "certificate": "C", "valid_to": "2027-01-31"},
        ),
        (
            {"outcome": "rejected", "reason": " Not certified. ", "administrator": "yes"},
            {"outcome": "rejected", "reason": "Not certified."},
        ),
        (
            {"outcome": "information_required", "reason": "Which certificate?"},
            {"outcome": "information_required", "reason": "Which certificate?"},
        ),
    ],
)
async def test_a_decision_is_sent_on_what_was_read(
    validator: Browser, upstreams: Upstreams, filled: dict[str, str], sent: dict[str, Any]
) -> None:
    tell(upstreams, VALIDATION, "POST", DECISION, {})
    answer = await decide(validator, **filled)
    asked = next(each for each in upstreams[VALIDATION].asked if each.method == "POST")
    assert upstreams[VALIDATION].last_json() == {**sent, "operator_version": 3}
    assert asked.header(b"if-match") == b'"4"'
    assert asked.header(b"idempotency-key")
    assert answer.headers["location"] == "/work/r9?done=decided"


@pytest.mark.parametrize("forged", ["", "three", "9" * 5_000])
async def test_a_forged_version_is_no_version(validator: Browser, upstreams: Upstreams, forged: str) -> None:
    """The API refuses it, as it refuses every other than the present one."""
    tell(upstreams, VALIDATION, "POST", DECISION, {})
    await decide(validator, outcome="rejected", reason="No.", operator_version=forged)
    assert upstreams[VALIDATION].last_json()["operator_version"] == 0


async def test_afterwards_the_page_says_so_and_leads_on(validator: Browser, upstreams: Upstreams) -> None:
    tell_case(upstreams, status="VALIDATED", certificate="FR-BIO-001.250-0000052.2026.001")
    page = await validator.open("/work/r9?done=decided")
    for said in ("Validated. The applicant is told by mail.", "FR-BIO-001.250-0000052.2026.001"):
        assert said in page.seen.text
    assert "/work/r9" in page.seen.links
    assert not [form for form in page.seen.forms if form.method == "post" and form.action == "/work/r9"]


async def test_a_claim_in_the_address_is_not_believed(validator: Browser) -> None:
    assert "told by mail" not in (await validator.open("/work/r9?done=decided")).seen.text.split("What do you")[0]


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (409, "already-decided", "This request has just been decided by somebody else"),
        (412, "version-mismatch", "has changed since you opened this page"),
        (412, "settled", "This request has just been decided by somebody else"),
        (409, "operator-version-pending", "The applicant has just changed the operator’s data"),
        (409, "operator-not-valid", "The operator has to be validated before its users."),
    ],
)
async def test_what_happened_meanwhile_is_said_with_the_new_state(
    validator: Browser, upstreams: Upstreams, status: int, code: str, said: str
) -> None:
    before = await validator.open("/work/r9")
    tell(upstreams, VALIDATION, "POST", DECISION, {"code": "version-mismatch" if status == 412 else code}, status)
    over = code in ("already-decided", "settled")
    settled = {"status": "VALIDATED"} if over else {"operator_version": 8}
    tell_case(upstreams, **settled)
    page = await validator.send(before, "/work/r9", outcome="rejected", reason="Because.")
    assert page.status == status
    assert said.replace("’", "'") in page.seen.text.replace("’", "'")
    if not over:
        fields = page.form("/work/r9").fields
        assert (fields["operator_version"], fields["outcome"]) == ("8", "rejected")


async def test_a_form_without_a_decision_sends_nothing(validator: Browser, upstreams: Upstreams) -> None:
    page = await decide(validator, reason="Hm.")
    assert (page.status, "#outcome" in page.seen.links) == (422, True)
    assert not asked_what(upstreams, VALIDATION, f"/api/v1{DECISION}")


@pytest.mark.parametrize(
    ("pointer", "code"),
    [("/reason", "reason-missing"), ("/certificate", "string_pattern_mismatch"), ("/valid_to", "dates-reversed")],
)
async def test_what_is_wrong_stands_beside_its_field(
    validator: Browser, upstreams: Upstreams, pointer: str, code: str
) -> None:
    problem = {"code": code, "errors": [{"pointer": pointer, "code": code, "detail": ""}]}
    tell(upstreams, VALIDATION, "POST", DECISION, problem, 422)
    page = await decide(validator, outcome="validated", certificate="C", valid_from="2027-01-01")
    assert page.status == 422
    assert f"#{pointer[1:]}" in page.seen.links
    assert page.form("/work/r9").fields["certificate"] == "C"


async def test_while_the_applicant_is_asked_it_can_only_be_rejected(validator: Browser, upstreams: Upstreams) -> None:
    tell_case(upstreams, status="INFO_REQUIRED", reason="Which certificate?")
    page = await validator.open("/work/r9")
    assert "Which certificate?" in page.seen.text
    offered = [found["value"] for tag, found in page.seen.attributes if found.get("name") == "outcome"]
    assert offered == ["rejected"]
    assert "authority" not in page.form("/work/r9").names


async def test_it_is_handed_over_to_another_authority(validator: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, VALIDATION, "POST", "/work-items/r9/reassignment", {})
    page = await validator.open("/work/r9")
    options = [found["value"] for tag, found in page.seen.attributes if tag == "option"]
    assert "BE-CA" in options
    assert "FR-INAO" not in options, "it is there already"
    answer = await validator.send(page, "/work/r9", deed="hand-over", authority="BE-CA", why="Belgian.")
    assert upstreams[VALIDATION].last_json() == {"authority": "BE-CA", "reason": "Belgian."}
    assert "The request has been handed over" in (await validator.follow(answer)).seen.text


async def test_authorities_are_offered_by_country_and_the_commission_as_the_unions(
    validator: Browser, upstreams: Upstreams
) -> None:
    ids = {"id": organisation_id("EU-COM"), "code": "EU-COM"}
    commission = {**ids, "name": "European Commission", "country": "BE"}
    finland = {"id": "fi", "code": "FI-CA", "name": "Ruokavirasto", "country": "FI"}
    tell(upstreams, VALIDATION, "GET", "/routes/authorities", {"items": [commission, BELGIUM, finland]})
    english = (await validator.open("/work/r9")).seen.text
    ours, other = "European Union – European Commission", "Finland – Ruokavirasto"
    assert english.index("Belgium – The Belgian authority") < english.index(ours) < english.index(other)
    french = (await validator.open("/work/r9?lang=fr")).seen.text
    assert french.index("Finlande – Ruokavirasto") < french.index("Union européenne – European Commission")


async def test_a_hand_over_without_reason_says_so_there(validator: Browser, upstreams: Upstreams) -> None:
    wrong = {"code": "reason-missing", "errors": [{"pointer": "/reason", "code": "reason-missing", "detail": ""}]}
    tell(upstreams, VALIDATION, "POST", "/work-items/r9/reassignment", wrong, 422)
    page = await decide(validator, deed="hand-over", authority="BE-CA")
    assert "#why" in page.seen.links


async def test_a_case_that_went_elsewhere_says_so(validator: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, VALIDATION, "POST", DECISION, {"code": "not-your-case"}, 403)
    page = await decide(validator, outcome="validated")
    assert (page.status, "Another authority decides this request." in page.seen.text) == (403, True)


async def test_what_registry_does_not_tell_yet_is_on_its_way(validator: Browser, upstreams: Upstreams) -> None:
    for path in ("/requests/r9", "/organisations/o9", "/organisations/o9/users"):
        tell(upstreams, Owner.REGISTRY, "GET", path, {"code": "not-found"}, 404)
    shown = await validator.open("/work/r9")
    assert shown.status == 200
    assert "It is on its way, and appears here in a moment." in shown.seen.text


async def test_nobody_elses_case_is_found(validator: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, VALIDATION, "GET", "/work-items/r9", {"code": "not-found"}, 404)
    assert (await validator.open("/work/r9")).status == 404


async def test_a_further_user_of_a_new_organisation_has_to_wait(validator: Browser, upstreams: Upstreams) -> None:
    tell_case(upstreams, kind="attachment", first_user=False)
    page = await validator.open("/work/r9")
    assert "Validate the request that proposed it first" in page.seen.text
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/o9", {**FARM_WHOLE, **FARM, "status": "SUSPENDED"})
    assert "The organisation cannot be used now" in (await validator.open("/work/r9")).seen.text


async def test_a_hand_over_that_is_refused_stays_open(validator: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, VALIDATION, "POST", "/work-items/r9/reassignment", {"code": "unavailable"}, 503)
    page = await validator.send(
        await validator.open("/work/r9"), "/work/r9", deed="hand-over", authority="BE-CA", why="Belgian."
    )
    (details,) = [found for tag, found in page.seen.attributes if tag == "details"]
    assert "open" in details
    assert page.form("/work/r9", "hand-over").fields["why"] == "Belgian."


@pytest.mark.parametrize(
    "filled", [{"outcome": "rejected", "reason": "<Because>"}, {"deed": "hand-over", "why": "<Because>"}]
)
async def test_what_was_written_is_shown_when_somebody_else_was_faster(
    validator: Browser, upstreams: Upstreams, filled: dict[str, Any]
) -> None:
    before = await validator.open("/work/r9")
    for path in ("decision", "reassignment"):
        tell(upstreams, VALIDATION, "POST", f"/work-items/r9/{path}", {"code": "already-decided"}, 409)
    tell_case(upstreams, status="VALIDATED")
    assert "You had written: <Because>" in (await validator.send(before, "/work/r9", **filled)).seen.text
