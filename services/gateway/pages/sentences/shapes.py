"""What is refused before any rule of the domain is asked: shapes, limits, parts that do not answer."""

from services.gateway.pages.texts import N_

SENTENCES = {
    "invalid": N_("This cannot be accepted as it is. Check it and try again."),
    "rule-broken": N_("This cannot be accepted as it is. Check it and try again."),
    "unreadable": N_("What was sent could not be read. Please try again."),
    "refused": N_("This cannot be done now."),
    "conflict": N_("Things have changed meanwhile. Load the page again to see where they are."),
    "forbidden": N_("You cannot do this."),
    "not-found": N_("This does not exist, or it is not for you."),
    "method-not-allowed": N_("This address cannot be used in this way."),
    "expired": N_("This has expired."),
    "unauthenticated": N_("Log in first."),
    "foreign-form": N_(
        "For your safety a form is only accepted from the page it stands on, in a browser that keeps our cookies."
    ),
    "version-mismatch": N_("Somebody has changed this meanwhile. Look at the new state and repeat your change."),
    "idempotency-key": N_("This form is damaged. Open the page again."),
    "idempotency-key-reused": N_(
        "This form has been sent already. Open the page again if you want to send another one."
    ),
    "too-many-requests": N_("There have been many requests in a short time."),
    "unavailable": N_("A part of the system does not answer at the moment. Nothing was done."),
    "time-out": N_("A part of the system did not answer in time. Look whether it was done before you try again."),
    "timeout": N_("A part of the system did not answer in time. Look whether it was done before you try again."),
    "outcome-unknown": N_("The connection broke. Look whether it was done before you try again."),
    "defect": N_("Something is wrong on our side. Please try again later."),
    "body-too-large": N_("This is too much at once."),
    "unsupported-media-type": N_("What was sent could not be read. Please try again."),
    "missing": N_("This is needed."),
    "extra_forbidden": N_("This is not expected here."),
    "string_too_long": N_("This is too long."),
    "string_too_short": N_("This is needed."),
    "string_pattern_mismatch": N_("This does not have the right form."),
    "string_type": N_("This is needed."),
    "too_long": N_("These are too many at once."),
    "too_short": N_("At least one is needed."),
    "enum": N_("Choose one of the possibilities."),
    "literal_error": N_("Choose one of the possibilities."),
    "date_from_datetime_parsing": N_("This is not a date."),
    "date_from_datetime_inexact": N_("This is not a date."),
    "date_parsing": N_("This is not a date."),
}
