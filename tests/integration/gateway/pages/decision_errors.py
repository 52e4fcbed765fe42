"""The forms of who decides, with every refusal: one case, many at once, handing over."""

from services.gateway.owners import Owner
from tests.integration.gateway.pages.form_case import BUSY, SENT_BEFORE, FormCase, Place, Refused, at, instead, whole

NO_DATE = ("date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact")
NOT_NOW = whole("already-decided", "information-pending", "case-incomplete", "operator-version-pending")
CHANGED = Refused(
    "",
    "version-mismatch",
    status=412,
    place=Place.BANNER,
    said="The request or the organisation has changed since you opened this page",
)
COMMON = (CHANGED, *NOT_NOW, *instead("not-your-case", "self-validation"), *SENT_BEFORE, *BUSY)

DECIDING = FormCase(
    "deciding",
    "/work/r9",
    "/work/r9",
    Owner.VALIDATION,
    ("POST", "/api/v1/work-items/r9/decision"),
    {
        "outcome": "validated",
        "reason": "Not certified,\nas far as we know.",
        "administrator": "no",
        "certificate": "C",
        "valid_from": "2027-02-01",
        "valid_to": "2027-01-01",
    },
    (
        *at("outcome", "enum", "missing"),
        *at("reason", "reason-missing", "string_too_long"),
        *at("certificate", "string_pattern_mismatch"),
        *at("valid_from", *NO_DATE),
        *at("valid_to", *NO_DATE, "dates-reversed"),
        *whole("operator-not-valid"),
        *whole("rule-broken", status=422),
        *COMMON,
    ),
)
HANDING_OVER = FormCase(
    "handing over",
    "/work/r9",
    "/work/r9",
    Owner.VALIDATION,
    ("POST", "/api/v1/work-items/r9/reassignment"),
    {"authority": "BE-CA", "why": "The company is Belgian,\nthey say."},
    (
        *at("authority", "authority-unknown", "string_too_short", "string_too_long"),
        *at("why", "reason-missing", "string_too_long", pointer="/reason"),
        *(Refused("", code, "authority", 409) for code in ("already-there", "authority-concerned")),
        *COMMON,
    ),
    deed="hand-over",
)
MANY = FormCase(
    "deciding many",
    "/work",
    "/work",
    Owner.VALIDATION,
    ("POST", "/api/v1/work-items/decisions"),
    {"chosen": "r9 3 4", "outcome": "rejected", "reason": "Not certified,\nas far as we know."},
    (
        *at("chosen", "too_long", pointer="/decisions"),
        *at("outcome", "enum", pointer="/decisions/0/outcome"),
        *at("reason", "string_too_long", pointer="/decisions/0/reason"),
        *SENT_BEFORE,
        *BUSY,
    ),
)
DECISIONS = (DECIDING, HANDING_OVER, MANY)
