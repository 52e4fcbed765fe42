"""Correcting a proposal while the authority asks for information (design section 6)."""

from chassis.decider import Change, Context
from chassis.errors import StaleVersion
from contracts.events.registry import AuthorisationStatus, OperatorAmended
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.errors import UnknownOrganisation, UnknownRequest
from services.registry.domain.organisation import NEW, Organisation
from services.registry.domain.organisation_commands import AmendOrganisation
from services.registry.domain.organisation_errors import CountryFixed, NotAmendable, NotYourProposal


def amend(
    state: Organisation | None, command: AmendOrganisation, ctx: Context, authorisation: Authorisation | None
) -> Change[Organisation]:
    """The proposal as its proposer corrected it; a changed EORI number or code is claimed anew.

    Raises NotYourProposal, StaleVersion, NotAmendable, CountryFixed.
    """
    if state is None:
        raise UnknownOrganisation
    if authorisation is None or not authorisation.proposal or authorisation.account_id != ctx.actor:
        raise NotYourProposal
    if command.version is not None and command.version != state.sequence:
        raise StaleVersion
    if authorisation.status is not AuthorisationStatus.INFO_REQUIRED or state.status is not NEW:
        raise NotAmendable(state=str(authorisation.status))
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
    if authorisation.request_id is None:
        raise UnknownRequest
    event = OperatorAmended(
        organisation_id=amended.id,
        organisation=amended.published(),
        request_id=authorisation.request_id,
        account_id=ctx.actor,
    )
    return Change(amended, [event])
