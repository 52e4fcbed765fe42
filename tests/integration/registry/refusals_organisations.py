"""What registry refuses about organisations, in the world of test_refusals_organisations.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.integration.registry.proposals import body, proposal
from tests.support.refusal import Refusal

STATE = "state, events and TRACES numbers"
SIGHT = "who sees what"


@dataclass(frozen=True, slots=True)
class OrganisationRefusal(Refusal):
    """`fault` is the pointer and the machine code of what is wrong in the body, where one thing is."""

    fault: tuple[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def proposing(given: str, pointer: str, code: str, /, **changes: Any) -> OrganisationRefusal:
    """A proposed operator with one thing wrong."""
    sent = proposal(eori="BE0999999999", name="Wrong Somewhere", **changes)
    return OrganisationRefusal(
        "POST", "/operators", given, 422, "rule-broken", STATE, who="nora", body=sent, fault=(pointer, code)
    )


def naming(given: str, pointer: str, code: str, /, **changes: Any) -> OrganisationRefusal:
    """A proposed control body or authority with one thing wrong."""
    return OrganisationRefusal(
        "POST",
        "/organisations",
        given,
        422,
        "rule-broken",
        STATE,
        who="nora",
        body=body(**changes),
        fault=(pointer, code),
    )


def sent(who: str, method: str, path: str, given: str, status: int, code: str, body: Any = None) -> OrganisationRefusal:
    """Anything else that is sent."""
    return OrganisationRefusal(method, path, given, status, code, STATE, who=who, body=body)


def amending(who: str, what: str, given: str, status: int, code: str, /, **changes: Any) -> OrganisationRefusal:
    """A correction of a proposal."""
    return sent(who, "PATCH", f"/operators/{what}", given, status, code, changes)


def asked(path: str, given: str, status: int, code: str, who: str = "nora") -> OrganisationRefusal:
    """Something that is asked for."""
    return OrganisationRefusal("GET", path, given, status, code, SIGHT, who=who)


def eori(value: str) -> list[dict[str, Any]]:
    return [{"type": "EORI", "value": value, "main": True}]


def at(**changes: Any) -> dict[str, Any]:
    return {**proposal()["addresses"][0], **changes}


IMPORTER, CONSIGNEE = "organic-importer", "organic-operator"
VAT = {"type": "VAT", "value": "BE0403019261"}
BODY = {"type": IMPORTER, "control_body": "BE-BIO-01"}

PROPOSALS = [
    proposing("a British EORI number (rule D3)", "/identifiers/0/value", "eori-gb", identifiers=eori("GB123456789000")),
    proposing("EL in an EORI number", "/identifiers/0/value", "eori-greece", identifiers=eori("EL123456789")),
    proposing("an EORI number of no member state", "/identifiers/0/value", "eori", identifiers=eori("US123456789")),
    proposing(
        "16 characters after the country", "/identifiers/0/value", "eori", identifiers=eori("FR1234567890123456")
    ),
    proposing("an importer without EORI number (rule D3)", "/identifiers", "eori-required", identifiers=[VAT]),
    proposing(
        "two EORI numbers", "/identifiers", "eori-twice", identifiers=[*eori("BE1"), {"type": "EORI", "value": "FR1"}]
    ),
    proposing(
        "two main identifiers (rule D3)",
        "/identifiers",
        "main-identifier",
        identifiers=[*eori("BE0999999999"), {**VAT, "main": True}],
    ),
    proposing(
        "the same number twice", "/identifiers", "identifier-twice", identifiers=[*eori("BE0999999999"), VAT, VAT]
    ),
    proposing(
        "no VAT number",
        "/identifiers/1/value",
        "vat",
        identifiers=[*eori("BE0999999999"), {"type": "VAT", "value": "7"}],
    ),
    proposing(
        "no number at all",
        "/identifiers/1/value",
        "national",
        identifiers=[*eori("BE0999999999"), {"type": "NATIONAL", "value": "--"}],
    ),
    proposing("no activity (rule D7)", "/activities", "activity-required", activities=[]),
    proposing("the same activity twice (rule D6)", "/activities", "activities", activities=[BODY, BODY]),
    proposing(
        "a control body that is not there (rule D5)",
        "/activities/0/control_body",
        "control-body-unknown",
        activities=[{"type": IMPORTER, "control_body": "FR-BIO-999"}],
    ),
    proposing(
        "a control body that is only proposed",
        "/activities/0/control_body",
        "control-body-unknown",
        activities=[{"type": IMPORTER, "control_body": "FR-BIO-99"}],
    ),
    proposing(
        "no code of a control body",
        "/activities/0/control_body",
        "control-body-code",
        activities=[{"type": IMPORTER, "control_body": "Ecocert"}],
    ),
    proposing("no address (rule D2)", "/addresses", "main-address", addresses=[]),
    proposing("no main address (rule D2)", "/addresses", "main-address", addresses=[at(main=False)]),
    proposing("two main addresses (rule D2)", "/addresses", "main-address", addresses=[at(), at()]),
    proposing(
        "established in Britain (rule E17)",
        "/addresses/0/country",
        "country-outside-union",
        addresses=[at(country="GB")],
    ),
    proposing("no country of ISO 3166", "/addresses/0/country", "country", addresses=[at(country="EL")]),
    proposing("an address without city (rule D2)", "/addresses/0/city", "required", addresses=[at(city=" ")]),
    proposing("a phone number without country (rule D2)", "/phone", "phone", phone="02 123456"),
    proposing(
        "no e-mail address", "/authorisation/contact_email", "email", authorisation={"contact_email": "name@domain"}
    ),
    proposing("no phone number", "/authorisation/contact_phone", "phone", authorisation={"contact_phone": "none"}),
    OrganisationRefusal(
        "POST",
        "/operators",
        "a name without a letter (rule D2)",
        422,
        "rule-broken",
        STATE,
        who="nora",
        body=proposal(name=" . "),
        fault=("/name", "required"),
    ),
    sent("nora", "POST", "/operators", "a name of 201 characters", 422, "invalid", proposal(name="x" * 201)),
    sent(
        "nora", "POST", "/operators", "an activity that is none", 422, "invalid", proposal(activities=[{"type": "x"}])
    ),
    sent("nora", "POST", "/operators", "no object", 422, "invalid", []),
    sent("nora", "POST", "/operators", "a living operator's EORI number", 409, "eori-taken", proposal("BE0111111111")),
    sent("nora", "POST", "/operators", "the same with noise", 409, "eori-taken", proposal("be 0111.111.111")),
]

BODIES = [
    naming("no code of a control body", "/code", "control-body-code", code="ECOCERT"),
    naming("an authority's code of 21 characters", "/code", "code", kind="authority", code="X" * 21),
    naming("an authority without a code", "/code", "code", kind="authority", code=" "),
    naming("no country of ISO 3166", "/addresses/0/country", "country", addresses=[at(country="UK")]),
    naming("no main address", "/addresses", "main-address", addresses=[at(main=False)]),
    naming("a phone number without country", "/phone", "phone", phone="12"),
    sent("nora", "POST", "/organisations", "kind operator (rule B1)", 422, "invalid", body(kind="operator")),
    sent("nora", "POST", "/organisations", "no kind", 422, "invalid", body(kind=None)),
    sent("nora", "POST", "/organisations", "a known control body's code", 409, "code-taken", body(code="de-oeko-006")),
    sent("nora", "POST", "/organisations", "a proposed one's code", 409, "code-taken", body(code="FR–BIO–99")),
    sent("nora", "POST", "/organisations", "a known authority's code", 409, "code-taken", body("authority", "fr-inao")),
]

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
    amending("paula", "{asked}", "a British EORI number", 422, "rule-broken", identifiers=eori("GB123456789000")),
    amending("paula", "{asked}", "no EORI number any more", 422, "rule-broken", identifiers=[]),
    amending("paula", "{asked}", "no activity any more", 422, "rule-broken", activities=[]),
    amending("paula", "{asked}", "a code", 422, "rule-broken", code="FR-BIO-98"),
    amending("paula", "{asked}", "a name of 201 characters", 422, "invalid", name="x" * 201),
    amending("carla", "{body}", "activities of a control body", 422, "rule-broken", activities=[BODY]),
    amending("carla", "{body}", "another one's code", 409, "code-taken", code="FR-BIO-01"),
    OrganisationRefusal(
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
    OrganisationRefusal(
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
    sent("nora", "POST", "/organisations/{refused}/authorisations", "refused already", 409, "organisation-closed", {}),
    sent("nora", "POST", "/organisations/{gone}/authorisations", "withdrawn already", 409, "organisation-closed", {}),
]

QUESTIONS = [
    asked("/organisations?country=be", "a country in lower case", 422, "invalid"),
    asked("/organisations?kind=bank", "a kind that is none", 422, "invalid"),
    asked("/organisations?activity_type=baker", "an activity that is none", 422, "invalid"),
    asked("/organisations?limit=101", "more than a page", 422, "invalid"),
    asked("/organisations?cursor=x", "somebody else's cursor", 422, "rule-broken"),
    asked("/control-bodies?cursor=x", "somebody else's cursor", 422, "rule-broken"),
    asked("/operators/duplicates?country=Belgium", "a country that is no code", 422, "invalid"),
    asked("/organisations/nobody", "no such organisation", 404, "unknown-organisation"),
    asked("/organisations/{gone}", "withdrawn, out of sight", 404, "unknown-organisation"),
    asked("/organisations/{asked}/users", "somebody uninvolved (rule F9)", 404, "unknown-organisation"),
    asked("/audit/organisations/{asked}", "somebody uninvolved (rule F9)", 404, "unknown-organisation"),
    asked("/audit/organisations/{asked}", "its proposer: no user yet", 404, "unknown-organisation", who="paula"),
    asked("/audit/organisations/nobody", "no such organisation", 404, "unknown-organisation"),
]

REFUSALS: list[OrganisationRefusal] = [*PROPOSALS, *BODIES, *AMENDMENTS, *QUESTIONS]

WITHOUT_TOKEN = [
    ("GET", "/countries"),
    ("GET", "/activity-types"),
    ("GET", "/control-bodies"),
    ("GET", "/organisations"),
    ("GET", "/organisations/nobody"),
    ("GET", "/operators/duplicates"),
    ("GET", "/audit/organisations/nobody"),
    ("POST", "/operators"),
    ("POST", "/organisations"),
    ("PATCH", "/operators/nobody"),
]
