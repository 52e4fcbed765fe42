"""What validation refuses, each with its stable code."""

from chassis.errors import Conflict, FieldError, Forbidden, RuleBroken
from contracts.events.validation import CaseStatus


class SelfValidation(Forbidden):
    """The case is about the caller's own request (rule E7)."""

    code = "self-validation"
    title = "Nobody decides his own request."


class NotYourCase(Forbidden):
    """The caller belongs neither to the validator nor to its superior (rules E6, E10)."""

    code = "not-your-case"
    title = "Another authority decides this request."


class AlreadyDecided(Conflict):
    """The case has an end: it was decided, closed or withdrawn. `status` says which."""

    code = "already-decided"
    title = "This request is settled already."

    def __init__(self, status: CaseStatus) -> None:
        super().__init__(f"This request is {status} already.", case_status=status.value)


class InformationPending(Conflict):
    """The applicant was asked something; until the answer comes the case may only be rejected."""

    code = "information-pending"
    title = "The applicant has not answered yet."


class CaseIncomplete(Conflict):
    """The proposed operator has not been seen yet, so nobody could know what he decides on."""

    code = "case-incomplete"
    title = "The proposed organisation is not known here yet; try again shortly."


class OperatorVersionPending(Conflict):
    """The applicant corrected the organisation, and that has not been seen here yet; `operator_version` is awaited."""

    code = "operator-version-pending"
    title = "What the applicant corrected is not known here yet; try again shortly."

    def __init__(self, version: int) -> None:
        super().__init__(operator_version=version)


class OperatorNotValid(Conflict):
    """No user is valid on an organisation that is not (rule E9); `organisation_status` is null while it is unknown."""

    code = "operator-not-valid"
    title = "The organisation has to be valid before a user on it is."

    def __init__(self, status: str | None) -> None:
        super().__init__(organisation_status=status)


class ReasonMissing(RuleBroken):
    """A rejection or a reassignment says why, a question what is asked (guard of domain section 2)."""

    code = "reason-missing"
    title = "A reason is needed."

    def __init__(self) -> None:
        super().__init__(errors=(FieldError("/reason", "reason-missing", "say why, for the applicant"),))


class AuthorityUnknown(RuleBroken):
    """A case is handed over to a deciding authority of the table only."""

    code = "authority-unknown"
    title = "No such authority decides."

    def __init__(self) -> None:
        super().__init__(errors=(FieldError("/authority", "authority-unknown", "code or id of a deciding authority"),))


class AlreadyThere(Conflict):
    """The authority named has the case already."""

    code = "already-there"
    title = "This authority has the request already."


class AuthorityConcerned(Conflict):
    """The case asks for a right on the very authority named; its superior decides on it (rules E10, E11)."""

    code = "authority-concerned"
    title = "An authority does not decide on itself."


class DatesReversed(RuleBroken):
    """A certificate that ends before it begins (rule E15)."""

    code = "dates-reversed"
    title = "The certificate ends before it begins."

    def __init__(self) -> None:
        super().__init__(errors=(FieldError("/valid_to", "dates-reversed", "not before valid_from"),))


class RouteUnclear(RuleBroken):
    """Too little was said to find a validator: neither kind and country nor an organisation known here."""

    code = "route-unclear"
    title = "Name kind and country, or an organisation."

    def __init__(self) -> None:
        needed = "needed unless organisation_id names an organisation known here"
        super().__init__(errors=tuple(FieldError(f"/{name}", "missing", needed) for name in ("kind", "country")))
