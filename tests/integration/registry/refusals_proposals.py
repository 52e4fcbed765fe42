"""What registry refuses of proposals, in the world of test_refusals_organisations.py."""

from typing import Any

from tests.integration.registry.proposals import IMPORT, at, body, eori, proposal
from tests.integration.registry.refused_alike import keys, unreadable, without_token
from tests.support.refusal import Refusal

STATE = "state, events and TRACES numbers"
CONFLICT = 409
DRAWN = "state and events (a TRACES number is left out)"


def proposing(given: str, pointer: str, code: str, /, **changes: Any) -> Refusal:
    """A proposed operator with one thing wrong."""
    sent = proposal(eori="BE0999999999", name="Wrong Somewhere", **changes)
    return Refusal("POST", "/operators", given, 422, "rule-broken", STATE, who="nora", body=sent, fault=(pointer, code))


def naming(given: str, pointer: str, code: str, /, **changes: Any) -> Refusal:
    """A proposed control body or authority with one thing wrong."""
    return Refusal(
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


def sent(who: str, method: str, path: str, given: str, status: int, code: str, body: Any, **more: Any) -> Refusal:
    """Anything else that is sent."""
    unchanged = DRAWN if status == CONFLICT else STATE
    return Refusal(method, path, given, status, code, unchanged, who=who, body=body, **more)


VAT = {"type": "VAT", "value": "BE0403019261"}

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
    proposing("the same activity twice (rule D6)", "/activities", "activities", activities=[IMPORT, IMPORT]),
    proposing(
        "a control body that is not there (rule D5)",
        "/activities/0/control_body",
        "control-body-unknown",
        activities=[{**IMPORT, "control_body": "FR-BIO-999"}],
    ),
    proposing(
        "a control body that is only proposed",
        "/activities/0/control_body",
        "control-body-unknown",
        activities=[{**IMPORT, "control_body": "FR-BIO-99"}],
    ),
    proposing(
        "no code of a control body",
        "/activities/0/control_body",
        "control-body-code",
        activities=[{**IMPORT, "control_body": "Ecocert"}],
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
    Refusal(
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
    sent(
        "nora",
        "POST",
        "/operators",
        "a name of 201 characters",
        422,
        "invalid",
        proposal(name="x" * 201),
        fault=("/name", "string_too_long"),
    ),
    sent(
        "nora",
        "POST",
        "/operators",
        "an activity that is none",
        422,
        "invalid",
        proposal(activities=[{**IMPORT, "type": "x"}]),
        fault=("/activities/0/type", "enum"),
    ),
    sent("nora", "POST", "/operators", "no object", 422, "invalid", [], fault=("", "model_attributes_type")),
    without_token("POST", "/operators", STATE),
    unreadable("nora", "POST", "/operators", STATE),
    *keys("kira", "POST", "/operators", DRAWN, proposal("BE0888888888", "Another")),
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
    sent(
        "nora",
        "POST",
        "/organisations",
        "kind operator (rule B1)",
        422,
        "invalid",
        body(kind="operator"),
        fault=("/kind", "literal_error"),
    ),
    sent(
        "nora", "POST", "/organisations", "no kind", 422, "invalid", body(kind=None), fault=("/kind", "literal_error")
    ),
    without_token("POST", "/organisations", STATE),
    unreadable("nora", "POST", "/organisations", STATE),
    *keys("kira", "POST", "/organisations", DRAWN, body(code="FR-BIO-96")),
    sent("nora", "POST", "/organisations", "a known control body's code", 409, "code-taken", body(code="de-oeko-006")),
    sent("nora", "POST", "/organisations", "a proposed one's code", 409, "code-taken", body(code="FR–BIO–99")),
    sent("nora", "POST", "/organisations", "a known authority's code", 409, "code-taken", body("authority", "fr-inao")),
]

REFUSALS: list[Refusal] = [*PROPOSALS, *BODIES]
