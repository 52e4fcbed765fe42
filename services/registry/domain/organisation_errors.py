"""What stands against proposing, amending or stopping an organisation."""

from chassis.errors import Conflict, Forbidden, RuleBroken


class CodeTaken(Conflict):
    """A living organisation has this code (rule B1). Member `organisation` names the one to attach to."""

    code = "code-taken"
    title = "An organisation with this code exists: ask to join it instead."


class NotYourProposal(Forbidden):
    """Only who proposed an organisation may amend it (domain section 5)."""

    code = "not-your-proposal"
    title = "Only the person who proposed this may amend it."


class NotAmendable(Conflict):
    """A proposal is amended only while information is required (design section 6). Member `state`: of the request."""

    code = "not-amendable"
    title = "This can be amended only while the authority asks for information."


class CountryFixed(RuleBroken):
    """The country routed the request and begins the TRACES number."""

    code = "country-fixed"
    title = "The country cannot be amended: withdraw this and propose it anew."


class NotAnOperator(Conflict):
    """Only operators are suspended, reinstated or deleted."""

    code = "not-an-operator"
    title = "This is not an operator."
