"""Every form of the pages with every refusal that can stand in it: TABLE is what the tests play one by one."""

from services.gateway.owners import Owner
from tests.integration.gateway.pages.decision_errors import DECISIONS
from tests.integration.gateway.pages.form_case import BUSY, SENT_BEFORE, FormCase, Refused, at, whole
from tests.integration.gateway.pages.proposal import FILLED
from tests.integration.gateway.pages.request_errors import DEEDS

PASSWORD_RULES = ("short", "long", "line", "lower", "upper", "digit", "special")
NAME = ("name-missing", "name-characters", "name-too-long", "string_too_long")


PASSWORD = at("password", *(f"password-{rule}" for rule in PASSWORD_RULES), "string_too_long")
ANNA = {"first_name": "Anna", "last_name": "Aubry"}
CONTACT = {"message": "Hello", "contact_email": "office@alpro.example", "contact_phone": "+32 2 123456"}
ADDRESS = ("street", "postcode", "city")

SIGN_UP = FormCase(
    "signing up",
    "/signup",
    "/signup",
    Owner.IDENTITY,
    ("POST", "/api/v1/accounts"),
    {
        **ANNA,
        "email": "anna@alpro.example",
        "email_confirmation": "anna@alpro.example",
        "captcha.answer": "ACD347",
        "privacy_accepted": "yes",
    },
    (
        *at("first_name", *NAME),
        *at("last_name", *NAME),
        *at("email", "email-syntax", "email-institution", "string_too_long"),
        *at("email_confirmation", "email-confirmation", "string_too_long"),
        *at("language", "language-unknown"),
        *at("captcha.answer", "captcha-wrong", "string_too_long"),
        *at("captcha.answer", "captcha-expired", pointer="/captcha/id"),
        *at("privacy_accepted", "privacy-statement"),
        *SENT_BEFORE,
        *BUSY,
    ),
    member=False,
)
LOG_IN = FormCase(
    "logging in",
    "/login",
    "/login",
    Owner.IDENTITY,
    ("POST", "/api/v1/sessions"),
    {"email": "anna@alpro.example", "password": "x"},
    (
        Refused("", "wrong-credentials", "email", 401),
        *at("email", "string_too_long"),
        *at("password", "string_too_long"),
        *whole("login-blocked", status=429),
        *BUSY,
    ),
    member=False,
)
ASKING_FOR_A_LINK = tuple(
    FormCase(
        f"a mail by {page}",
        page,
        page,
        Owner.IDENTITY,
        ("POST", f"/api/v1{target}"),
        {"email": "anna@alpro.example"},
        (*at("email", "email-syntax", "string_too_long"), *BUSY),
        member=False,
    )
    for page, target in (("/reset", "/password-resets"), ("/confirm/again", "/accounts/confirmations/renewals"))
)
CHOOSING = tuple(
    FormCase(
        f"a password by {page}",
        f"{page}?token=t",
        page,
        Owner.IDENTITY,
        ("POST", f"/api/v1{target}"),
        {"password": "x", "repeated": "x"},
        (*PASSWORD, *whole("password-weak", status=422), *BUSY),
        member=False,
    )
    for page, target in (("/confirm", "/accounts/confirmations"), ("/reset", "/password-resets/confirmations"))
)
PREFERENCES = FormCase(
    "preferences",
    "/profile/edit",
    "/profile/edit",
    Owner.IDENTITY,
    ("PATCH", "/api/v1/me"),
    ANNA,
    (
        *at("first_name", *NAME),
        *at("last_name", *NAME),
        *at("language", "language-unknown"),
        *at("timezone", "timezone-unknown"),
        *at("information", "notification-needed", pointer="/notifications/muted/0"),
        *whole("version-mismatch", status=412),
        *whole("rule-broken", status=422),
        *whole("account-state"),
        *BUSY,
    ),
)
PASSWORD_CHANGE = FormCase(
    "another password",
    "/profile/password",
    "/profile/password",
    Owner.IDENTITY,
    ("PUT", "/api/v1/me/password"),
    {"current_password": "o", "password": "x", "repeated": "x"},
    (
        *at("current_password", "current-password-wrong", "string_too_long"),
        *PASSWORD,
        *whole("password-weak", status=422),
        *whole("login-blocked", status=429),
        *BUSY,
    ),
)
JOINING = FormCase(
    "asking to join",
    "/organisations/o1/request",
    "/organisations/o1/request",
    Owner.REGISTRY,
    ("POST", "/api/v1/organisations/o1/authorisations"),
    CONTACT,
    (
        *at("message", "string_too_long"),
        *at("contact_email", "email", "string_too_long"),
        *at("contact_phone", "phone", "string_too_long"),
        *whole("already-requested", "organisation-closed"),
        *SENT_BEFORE,
        *BUSY,
    ),
)
PROFILE = (
    *at("name", "required", "string_too_long"),
    *(each for part in ADDRESS for each in at(f"addresses.0.{part}", "required", "string_too_long")),
    *at("addresses.0.country", "country", "country-outside-union"),
    *at("addresses.0.country", "main-address", "too_long", pointer="/addresses"),
    *at("phone", "phone", "required", "string_too_long"),
    *at("activities", "activity-required", "activities", "too_short"),
    *at("activities", "enum", "literal_error", pointer="/activities/0/type"),
    *(
        Refused("/activities/0/control_body", code, "control_body.organic-importer")
        for code in ("control-body", "control-body-code", "control-body-unknown", "string_too_long")
    ),
    *at("eori", "eori-required", "eori-twice", "main-identifier", pointer="/identifiers"),
    *at("eori", "eori", "eori-gb", "eori-greece", "string_too_long", pointer="/identifiers/0/value"),
    *at("vat", "vat", "vat-greece", "identifier-twice", "string_too_long", pointer="/identifiers/1/value"),
    *at("national", "national", "string_too_long", pointer="/identifiers/2/value"),
)
PROPOSING = FormCase(
    "proposing an operator",
    "/operators/new?country=BE&q=Test",
    "/operators/new",
    Owner.REGISTRY,
    ("POST", "/api/v1/operators"),
    {**FILLED, "vat": "BE0123456749", "national": "0123", "step": "send"},
    (
        *PROFILE,
        *at("authorisation.message", "string_too_long"),
        *at("authorisation.contact_email", "email"),
        *at("authorisation.contact_phone", "phone"),
        *whole("eori-taken"),
        *SENT_BEFORE,
        *BUSY,
    ),
)
OF_OPERATORS = ("activities", "control_body", "eori")
OF_A_BODY = {name: value for name, value in FILLED.items() if not name.startswith(OF_OPERATORS)}
PROPOSING_A_BODY = FormCase(
    "proposing an authority",
    "/organisations/new?kind=authority&country=BE&q=Test",
    "/organisations/new",
    Owner.REGISTRY,
    ("POST", "/api/v1/organisations"),
    {**OF_A_BODY, "code": "BE-X", "step": "send"},
    (
        *at("code", "code", "required", "code-country", "control-body-code", "string_too_long"),
        *at("addresses.0.country", "country"),
        *at("addresses.0.country", "main-address", pointer="/addresses"),
        *at("phone", "phone"),
        Refused("/activities", "not-of-this-kind"),
        *whole("code-taken"),
        *SENT_BEFORE,
        *BUSY,
    ),
)
PROFILE_FILLED = {name: value for name, value in FILLED.items() if not name.startswith("authorisation")}
AMENDING = FormCase(
    "amending a proposal",
    "/requests/r1/amendment",
    "/requests/r1/amendment",
    Owner.REGISTRY,
    ("PATCH", "/api/v1/operators/o1"),
    {**PROFILE_FILLED, "addresses.0.street": "Street 2", "vat": "BE0123456749", "national": "0123"},
    (
        *PROFILE,
        Refused("/code", "not-of-this-kind"),
        *whole("eori-taken", "code-taken", "not-amendable"),
        *whole("country-fixed", "rule-broken", status=422),
        *whole("not-your-proposal", status=403),
        *whole("version-mismatch", status=412),
        *SENT_BEFORE,
        *BUSY,
    ),
)
TABLE = (
    *(SIGN_UP, LOG_IN, *ASKING_FOR_A_LINK, *CHOOSING),
    *(PREFERENCES, PASSWORD_CHANGE, JOINING, PROPOSING, PROPOSING_A_BODY, AMENDING),
    *(*DEEDS, *DECISIONS),
)
