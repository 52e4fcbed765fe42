"""Every refusal of validation, as data: what was sent, what was answered, what it must not have changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.events.registry import OrganisationStatus
from tests.integration.validation.story import ATTACHMENT, NEW, PROPOSAL
from tests.support.interleaving import Delivery, history
from tests.support.refusal import Refusal
from tests.unit.validation.news import answered
from tests.unit.validation.world import ANNA, BELA, BELGIUM, BERT, CORA, INAO, INES, granted, ref, requested

DECISION = "/work-items/req-a/decision"
REASSIGNMENT = "/work-items/req-a/reassignment"
ASK = {"outcome": "information_required", "reason": "which certificate?"}
REJECT = {"outcome": "rejected", "reason": "not certified"}
VALIDATE = {"outcome": "validated"}
TO_BELGIUM = {"authority": "BE-CA", "reason": "established in Belgium"}
ROW = {"request_id": "req-a", **VALIDATE}
MANY = {"decisions": [ROW]}
CASE = "the case and everything that was said of it"
NOTHING = "anything"

INAOS = ref(INAO, status=OrganisationStatus.VALID)
STORIES: Mapping[str, Sequence[Delivery]] = {
    "a proposal": PROPOSAL,
    "a proposal whose operator is not known here yet": history(requested("a", organisation=NEW, proposal=True)),
    "a request on an operator that is still new": [*PROPOSAL, *history(requested("c", account=BERT, organisation=NEW))],
    "a proposal by a user of the validator": [
        *PROPOSAL,
        *history(granted("anna-too", account=ANNA, organisation=INAOS)),
    ],
    "a request on an authority": history(
        requested("a", organisation=ref(BELGIUM, country="BE", status=OrganisationStatus.VALID))
    ),
    "requests at two authorities": [*PROPOSAL, *ATTACHMENT],
}

Told = tuple[str, str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRefusal(Refusal):
    """A refusal in the world of `story`, after `before` was sent (who, path, body) and `news` came.

    `before` was sent with the same headers.
    """

    unchanged: str = CASE
    who: str = INES
    story: str = "a proposal"
    before: Sequence[Told] = ()
    news: Sequence[Delivery] = ()


def _decision(given: str, status: int, code: str, body: Any = VALIDATE, **more: Any) -> CaseRefusal:
    path = more.pop("path", DECISION)
    return CaseRefusal(method="POST", path=path, given=given, status=status, code=code, body=body, **more)


def _handing_over(given: str, status: int, code: str, body: Any = TO_BELGIUM, **more: Any) -> CaseRefusal:
    path = more.pop("path", REASSIGNMENT)
    return CaseRefusal(method="POST", path=path, given=given, status=status, code=code, body=body, **more)


def _of_many(given: str, status: int, code: str, body: Any = MANY, **more: Any) -> CaseRefusal:
    path = "/work-items/decisions"
    return CaseRefusal(method="POST", path=path, given=given, status=status, code=code, body=body, **more)


def _reading(path: str, given: str, status: int, code: str, **more: Any) -> CaseRefusal:
    return CaseRefusal(method="GET", path=path, given=given, status=status, code=code, unchanged=NOTHING, **more)


ASKED: Sequence[Told] = [(INES, DECISION, ASK)]
NO_TOKEN = {"Authorization": ""}
KEY, REUSED = {"Idempotency-Key": "used"}, "idempotency-key-reused"
VALIDATED: Sequence[Told] = [(INES, DECISION, VALIDATE)]

REFUSALS: Sequence[CaseRefusal] = [
    _decision("an outcome that is none", 422, "invalid", {"outcome": "perhaps"}, fault=("/outcome", "enum")),
    _decision(
        "a field that is unknown", 422, "invalid", {**VALIDATE, "unheard": 1}, fault=("/unheard", "extra_forbidden")
    ),
    _decision("no body", 422, "invalid", None, fault=("", "missing")),
    _decision(
        "a rejection without a reason",
        422,
        "reason-missing",
        {"outcome": "rejected"},
        fault=("/reason", "reason-missing"),
    ),
    _decision(
        "a rejection whose reason is blank",
        422,
        "reason-missing",
        {"outcome": "rejected", "reason": " \n"},
        fault=("/reason", "reason-missing"),
    ),
    _decision(
        "a question that asks nothing",
        422,
        "reason-missing",
        {"outcome": "information_required"},
        fault=("/reason", "reason-missing"),
    ),
    _decision(
        "a reason of 2,001 characters",
        422,
        "invalid",
        {"outcome": "rejected", "reason": "x" * 2001},
        fault=("/reason", "string_too_long"),
    ),
    _decision(
        "a certificate number of no shape",
        422,
        "invalid",
        {**VALIDATE, "certificate": "FR-BIO-1"},
        fault=("/certificate", "string_pattern_mismatch"),
    ),
    _decision(
        "a certificate that ends before it begins",
        422,
        "dates-reversed",
        {**VALIDATE, "valid_from": "2026-02-01", "valid_to": "2026-01-31"},
        fault=("/valid_to", "dates-reversed"),
    ),
    _decision(
        "a date that no calendar has",
        422,
        "invalid",
        {**VALIDATE, "valid_to": "2026-02-30"},
        fault=("/valid_to", "date_from_datetime_parsing"),
    ),
    _decision("another authority's case", 403, "not-your-case", who=BELA),
    _decision("nobody's right", 403, "not-your-case", who="nobody"),
    _decision("the caller's own request", 403, "self-validation", who=ANNA),
    _decision(
        "the caller's own request, with a right on the validator",
        403,
        "self-validation",
        who=ANNA,
        story="a proposal by a user of the validator",
    ),
    _decision("a request that is unknown", 404, "not-found", path="/work-items/req-unknown/decision"),
    _decision("a case validated already", 409, "already-decided", REJECT, before=VALIDATED),
    _decision("a case rejected already", 409, "already-decided", before=[(INES, DECISION, REJECT)]),
    _decision("a validation while the applicant is asked", 409, "information-pending", before=ASKED),
    _decision("another question while the applicant is asked", 409, "information-pending", ASK, before=ASKED),
    _decision(
        "a proposed operator that is not known here yet",
        409,
        "case-incomplete",
        story="a proposal whose operator is not known here yet",
    ),
    _decision(
        "an answer that rests on a version not seen here yet",
        409,
        "operator-version-pending",
        before=ASKED,
        news=history(answered(version=2, organisation=NEW, proposal=True), since=1),
    ),
    _decision(
        "a user of an operator that is not valid yet",
        409,
        "operator-not-valid",
        path="/work-items/req-c/decision",
        story="a request on an operator that is still new",
    ),
    _decision("a version that is not the present one", 412, "version-mismatch", headers={"If-Match": '"7"'}),
    _decision("a version of no shape", 422, "rule-broken", headers={"If-Match": "latest"}),
    _handing_over("a version that is not the present one", 412, "version-mismatch", headers={"If-Match": '"7"'}),
    _handing_over("no reason", 422, "invalid", {"authority": "BE-CA"}, fault=("/reason", "missing")),
    _handing_over(
        "a blank reason",
        422,
        "reason-missing",
        {"authority": "BE-CA", "reason": " "},
        fault=("/reason", "reason-missing"),
    ),
    _handing_over(
        "an authority that is unknown",
        422,
        "authority-unknown",
        {"authority": "XX-CA", "reason": "so"},
        fault=("/authority", "authority-unknown"),
    ),
    _handing_over(
        "an authority that only reads",
        422,
        "authority-unknown",
        {"authority": "EU-HELPDESK", "reason": "so"},
        fault=("/authority", "authority-unknown"),
    ),
    _handing_over("the authority that has it", 409, "already-there", {"authority": "FR-INAO", "reason": "so"}),
    _handing_over(
        "the authority that it is about",
        409,
        "authority-concerned",
        who=CORA,
        story="a request on an authority",
    ),
    _handing_over("another authority's case", 403, "not-your-case", who=BELA),
    _handing_over("the caller's own request", 403, "self-validation", who=ANNA),
    _handing_over("a case decided already", 409, "already-decided", before=VALIDATED),
    _handing_over("the applicant is asked", 409, "information-pending", before=ASKED),
    _handing_over(
        "a proposed operator that is not known here yet",
        409,
        "case-incomplete",
        story="a proposal whose operator is not known here yet",
    ),
    _handing_over("a request that is unknown", 404, "not-found", path="/work-items/req-unknown/reassignment"),
    _of_many(
        "one row of another shape among good ones",
        422,
        "invalid",
        {"decisions": [ROW, {"request_id": "req-a", "outcome": "perhaps"}]},
        fault=("/decisions/1/outcome", "enum"),
    ),
    _of_many("101 rows", 422, "invalid", {"decisions": [ROW] * 101}, fault=("/decisions", "too_long")),
    _of_many("no row", 422, "invalid", {"decisions": []}, fault=("/decisions", "too_short")),
    *(
        row
        for say in (_decision, _handing_over, _of_many)
        for row in (
            say("without a token", 401, "unauthenticated", headers=NO_TOKEN),
            say("a body that is no JSON", 400, "unreadable", b"{"),
            say(
                "an idempotency key of 256 characters",
                422,
                "rule-broken",
                headers={"Idempotency-Key": "k" * 256},
                fault=("/headers/Idempotency-Key", "idempotency-key"),
            ),
        )
    ),
    _decision("an idempotency key that another decision was sent with", 422, REUSED, before=ASKED, headers=KEY),
    _handing_over(
        "an idempotency key that it was handed over with, for another reason",
        422,
        REUSED,
        {**TO_BELGIUM, "reason": "so"},
        before=[(INES, REASSIGNMENT, TO_BELGIUM)],
        headers=KEY,
    ),
    *(
        _reading(path, "without a token", 401, "unauthenticated", headers=NO_TOKEN)
        for path in (
            "/work-items",
            "/work-items/counts",
            "/work-items/req-a",
            "/audit/requests/req-a",
            "/routes",
            "/routes/authorities",
        )
    ),
    _reading("/work-items/req-a", "another authority's case", 404, "not-found", who=BELA),
    _reading("/work-items/req-a", "the caller's own request", 404, "not-found", who=ANNA),
    _reading("/work-items/req-unknown", "a request that is unknown", 404, "not-found"),
    _reading("/work-items?status=GONE", "a status that is none", 422, "invalid", fault=("/query/status", "enum")),
    _reading(
        "/work-items?limit=101", "more than 100 rows a page", 422, "invalid", fault=("/query/limit", "less_than_equal")
    ),
    _reading(
        "/work-items?cursor=%25%25", "a cursor that was not made here", 422, "rule-broken", fault=("/cursor", "cursor")
    ),
    _reading(
        "/work-items?due_before=tomorrow",
        "a moment that is none",
        422,
        "invalid",
        fault=("/query/due_before", "datetime_from_date_parsing"),
    ),
    _reading("/audit/requests/req-a", "another authority's case", 404, "not-found", who=BELA),
    _reading("/audit/requests/req-a", "the caller's own request", 404, "not-found", who=ANNA),
    _reading("/audit/requests/req-unknown", "a request that is unknown", 404, "not-found"),
    _reading(
        "/routes", "neither kind and country nor an organisation", 422, "route-unclear", fault=("/kind", "missing")
    ),
    _reading("/routes?kind=ministry&country=FR", "a kind that is none", 422, "invalid", fault=("/query/kind", "enum")),
    _reading(
        "/routes?kind=operator&country=France",
        "a country that is no code",
        422,
        "invalid",
        fault=("/query/country", "string_pattern_mismatch"),
    ),
]
