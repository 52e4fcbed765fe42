"""What validation refuses: cases and decisions."""

from services.gateway.pages.texts import N_

SENTENCES = {
    "not-your-case": N_("Another authority decides this request."),
    "self-validation": N_("Nobody can decide his or her own request."),
    "already-decided": N_("This request has been decided already."),
    "information-pending": N_("The applicant has been asked for information; it goes on with the answer."),
    "case-incomplete": N_("The operator's data are still on their way. Try again in a moment."),
    "operator-version-pending": N_("The applicant has just changed the operator's data. Try again in a moment."),
    "operator-not-valid": N_("The operator has to be validated before its users."),
    "reason-missing": N_("Say why: the applicant will read it."),
    "authority-unknown": N_("Choose one of the authorities."),
    "already-there": N_("This authority has the request already."),
    "authority-concerned": N_("An authority cannot decide about itself."),
    "dates-reversed": N_("The last day is before the first."),
    "route-unclear": N_("Choose a kind of organisation and a country."),
}
