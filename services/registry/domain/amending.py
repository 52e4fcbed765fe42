"""Correcting a proposal while the authority asks for information (design section 6)."""

from chassis.decider import Change, Context
from chassis.errors import StaleVersion
from contracts.events.registry import OperatorAmended
from services.registry.domain.authorisation import INFO_REQUIRED, Authorisation
from services.registry.domain.errors import UnknownOrganisation
from services.registry.domain.organisation import NEW, Organisation
from services.registry.domain.organisation_commands import AmendOrganisation
from services.registry.domain.organisation_errors import CountryFixed, NotAmendable, NotYourProposal


def must_be_amendable(organisation: Organisation, request: Authorisation, version: int | None, account: str) -> str:
    """The id of the request by which `account` may amend what he proposed.

    `version` is the one that the correction was made on, None: any. Raises NotYourProposal, StaleVersion, NotAmendable.
    """
    if not request.proposal or request.account_id != account or request.request_id is None:
        raise NotYourProposal
    if version is not None and version != organisation.sequence:
        raise StaleVersion
    if request.status is not INFO_REQUIRED or organisation.status is not NEW:
        raise NotAmendable(state=str(request.status))
    return request.request_id


def amend(
    state: Organisation | None, command: AmendOrganisation, ctx: Context, authorisation: Authorisation | None
) -> Change[Organisation]:
    """The proposal as its proposer corrected it; a changed EORI number or code is claimed anew.

    Raises CountryFixed, and what `must_be_amendable` raises.
    """
    if state is None:
        raise UnknownOrganisation
    if authorisation is None:
        raise NotYourProposal
    request_id = must_be_amendable(state, authorisation, command.version, ctx.actor)
    profile = command.profile
    if profile.country != state.country:
        raise CountryFixed
    amended: Organisation = state.changed(
        name=profile.name,
        phone=profile.phone,
        code=profile.code,
        addresses=profile.addresses,
        identifiers=profile.identifiers,
        activities=profile.activities,
    )
    if amended == state:
        return Change(state)
    event = OperatorAmended(
        organisation_id=amended.id,
        organisation=amended.published(),
        request_id=request_id,
        account_id=ctx.actor,
    )
    return Change(amended, [event])
