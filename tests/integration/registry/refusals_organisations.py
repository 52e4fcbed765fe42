"""What registry refuses about organisations, in the world of test_refusals_organisations.py."""

from typing import Any

from tests.integration.registry.proposals import IMPORT, at, eori
from tests.integration.registry.refused_alike import keys, unreadable, without_token
from tests.support.refusal import Refusal

STATE = "state, events and TRACES numbers"
SIGHT = "who sees what"


def sent(who: str, method: str, path: str, given: str, status: int, code: str, body: Any = None) -> Refusal:
    """Anything else that is sent."""
    return Refusal(method, path, given, status, code, STATE, who=who, body=body)


def amending(who: str, what: str, given: str, status: int, code: str, /, **changes: Any) -> Refusal:
    """A correction of a proposal."""
    return sent(who, "PATCH", f"/operators/{what}", given, status, code, changes)


def wrong(what: str, given: str, pointer: str, fault: str, code: str = "rule-broken", /, **changes: Any) -> Refusal:
    """A correction of an own proposal with one thing wrong."""
    who, path = {"asked": "paula", "body": "carla"}[what], f"/operators/{{{what}}}"
    return Refusal("PATCH", path, given, 422, code, STATE, who=who, body=changes, fault=(pointer, fault))


def asked(path: str, given: str, status: int, code: str, who: str = "nora") -> Refusal:
    """Something that is asked for."""
    return Refusal("GET", path, given, status, code, SIGHT, who=who)


def strange(path: str, given: str, code: str, pointer: str, fault: str) -> Refusal:
    """A question with one thing wrong."""
    return Refusal("GET", path, given, 422, code, SIGHT, who="nora", fault=(pointer, fault))


AMENDMENTS = [
    amending("paula", "nothing", "no such operator", 404, "unknown-organisation", name="New"),
    amending("nora", "{gone}", "withdrawn, out of sight", 404, "unknown-organisation", name="New"),
    amending("nora", "{asked}", "somebody else's proposal", 403, "not-your-proposal", name="New"),
    amending("jo", "{asked}", "somebody who asked to join it", 403, "not-your-proposal", name="New"),
    amending("wanda", "{waiting}", "nobody asked for information", 409, "not-amendable", name="New"),
    amending("rita", "{refused}", "refused already", 409, "not-amendable", name="New"),
    amending("gus", "{gone}", "withdrawn already", 409, "not-amendable", name="New"),
    amending("vera", "{valid}", "valid already (rule F7)", 409, "not-amendable", name="New"),
    amending("paula", "{asked}", "another country", 422, "country-fixed", addresses=[at(country="FR")]),
    amending(
        "paula", "{asked}", "a living operator's EORI number", 409, "eori-taken", identifiers=eori("BE0111111111")
    ),
    wrong("asked", "a British EORI number", "/identifiers/0/value", "eori-gb", identifiers=eori("GB123456789000")),
    wrong("asked", "no EORI number any more", "/identifiers", "eori-required", identifiers=[]),
    wrong("asked", "no activity any more", "/activities", "activity-required", activities=[]),
    wrong("asked", "a code", "/code", "not-of-this-kind", code="FR-BIO-98"),
    wrong("asked", "a name of 201 characters", "/name", "string_too_long", "invalid", name="x" * 201),
    wrong("body", "activities of a control body", "/activities", "not-of-this-kind", activities=[IMPORT]),
    amending("carla", "{body}", "another one's code", 409, "code-taken", code="FR-BIO-01"),
    Refusal(
        "PATCH",
        "/operators/{asked}",
        "a version that is not the present one (rule F10)",
        412,
        "version-mismatch",
        STATE,
        who="paula",
        body={"name": "New"},
        headers={"If-Match": '"7"'},
    ),
    Refusal(
        "PATCH",
        "/operators/{asked}",
        "a version that is none",
        422,
        "rule-broken",
        STATE,
        who="paula",
        body={"name": "New"},
        headers={"If-Match": '"x"'},
    ),
    without_token("PATCH", "/operators/{asked}", STATE),
    unreadable("paula", "PATCH", "/operators/{asked}", STATE),
    *keys("paula", "PATCH", "/operators/{asked}", STATE, {"name": "New"}),
    sent("nora", "POST", "/organisations/{refused}/authorisations", "refused already", 409, "organisation-closed", {}),
    sent("nora", "POST", "/organisations/{gone}/authorisations", "withdrawn already", 409, "organisation-closed", {}),
]

QUESTIONS = [
    strange(
        "/organisations?country=be", "a country in lower case", "invalid", "/query/country", "string_pattern_mismatch"
    ),
    strange("/organisations?kind=bank", "a kind that is none", "invalid", "/query/kind", "enum"),
    strange(
        "/organisations?activity_type=baker", "an activity that is none", "invalid", "/query/activity_type", "enum"
    ),
    strange("/organisations?limit=101", "more than a page", "invalid", "/query/limit", "less_than_equal"),
    strange("/organisations?cursor=x", "somebody else's cursor", "rule-broken", "/cursor", "cursor"),
    strange("/control-bodies?cursor=x", "somebody else's cursor", "rule-broken", "/cursor", "cursor"),
    strange(
        "/operators/duplicates?country=Belgium",
        "a country that is no code",
        "invalid",
        "/query/country",
        "string_pattern_mismatch",
    ),
    strange(
        "/control-bodies?country=Belgium",
        "a country that is no code",
        "invalid",
        "/query/country",
        "string_pattern_mismatch",
    ),
    strange("/countries?established=some", "neither yes nor no", "invalid", "/query/established", "bool_parsing"),
    *(
        without_token("GET", path, SIGHT)
        for path in (
            "/countries",
            "/activity-types",
            "/control-bodies",
            "/organisations",
            "/organisations/{asked}",
            "/organisations/{asked}/users",
            "/operators/duplicates",
            "/audit/organisations/{asked}",
        )
    ),
    asked("/organisations/nobody", "no such organisation", 404, "unknown-organisation"),
    asked("/organisations/{gone}", "withdrawn, out of sight", 404, "unknown-organisation"),
    asked("/organisations/{asked}/users", "somebody uninvolved (rule F9)", 404, "unknown-organisation"),
    asked("/audit/organisations/{asked}", "somebody uninvolved (rule F9)", 404, "unknown-organisation"),
    asked("/audit/organisations/{asked}", "its proposer: no user yet", 404, "unknown-organisation", who="paula"),
    asked("/audit/organisations/nobody", "no such organisation", 404, "unknown-organisation"),
]

REFUSALS: list[Refusal] = [*AMENDMENTS, *QUESTIONS]
