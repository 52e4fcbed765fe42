"""What registry refuses, and why."""

from chassis.errors import Conflict, Forbidden, NotFound, TooManyRequests


class UnknownOrganisation(NotFound):
    """No organisation has this id or code."""

    code = "unknown-organisation"
    title = "There is no such organisation."


class UnknownRequest(NotFound):
    """No request has this id, or it is out of the reader's sight."""

    code = "unknown-request"
    title = "There is no such request, or you may not see it."


class NotYourRequest(Forbidden):
    """Only the applicant may take a request back."""

    code = "not-your-request"
    title = "Only the applicant may do this."


class NothingAsked(Conflict):
    """Nobody has asked the applicant anything since his last answer."""

    code = "nothing-asked"
    title = "There is no question to answer."


class AnswerFirst(Conflict):
    """The authority waits for the applicant, not he for it."""

    code = "information-pending"
    title = "The authority has asked you something; it goes on once you have answered."


class NudgedLately(TooManyRequests):
    """A validator is reminded of a request at most once in four hours."""

    code = "nudged-lately"
    title = "You have reminded the authority less than four hours ago."


class UnknownAuthorisation(NotFound):
    """No authorisation has this id, or it is out of the reader's sight."""

    code = "unknown-authorisation"
    title = "There is no such right, or you may not see it."


class NotOnYourself(Forbidden):
    """Nobody decides on his own right (rule E7)."""

    code = "not-on-yourself"
    title = "Somebody else has to do this to your own right."


class NotYourUser(Forbidden):
    """The caller has no standing for this (domain section 5)."""

    code = "not-your-user"
    title = "Others decide on this user."


class LastAdministrator(Conflict):
    """An organisation keeps an administrator (domain section 8): appoint another one first."""

    code = "last-administrator"
    title = "This is the only administrator: appoint another one first."


class WrongState(Conflict):
    """A state machine has no such transition."""

    code = "wrong-state"
    title = "The present state does not allow this."


class EoriTaken(Conflict):
    """A living operator has this EORI (rule D3). Member `organisation` names the one to attach to."""

    code = "eori-taken"
    title = "An operator with this EORI number exists: ask to join it instead."


class OrganisationClosed(Conflict):
    """The organisation is refused or gone: nobody can join it."""

    code = "organisation-closed"
    title = "This organisation has been refused or deleted; nobody can join it."


class AlreadyRequested(Conflict):
    """One open request or right a person and organisation (domain section 2). Member `request_id`: which."""

    code = "already-requested"
    title = "You have an open request for this organisation, or belong to it already."


class AlreadySettled(Conflict):
    """The request is not open any more. Registry has the last word: a late decision changes nothing."""

    code = "already-settled"
    title = "This request has been settled already."


class OperatorNotValid(Conflict):
    """Nobody gets a right on an operator that is not recognised (rule E9)."""

    code = "operator-not-valid"
    title = "The operator must be valid before anybody is authorised on it."


class AdministratorExists(Conflict):
    """Bootstrap is for organisations without an administrator only."""

    code = "administrator-exists"
    title = "This organisation has an administrator, who decides further requests."
