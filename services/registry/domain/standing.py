"""Standing: as whom somebody may change another person's right (domain section 5, decided by what registry knows)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contracts.reference import organisation_id
from services.registry.domain.authorisation import VALID, Authorisation
from services.registry.domain.organisation import Organisation

COMMISSION_ID = organisation_id("EU-COM")
"""Above every authority; it oversees first users that came by bootstrap (rule E11)."""


class Deed(StrEnum):
    """What can be done to another person's right."""

    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    APPOINT = "appoint"
    REMOVE = "remove"


class Standing(StrEnum):
    """As whom; of several the first one counts.

    VALIDATOR and SUPERIOR are all users of the authority that decides on users of the organisation, and of the one
    above it, administrators or not (rules E6, E10); CONTROL_BODY those of the body that checks an activity of the
    operator; ADMINISTRATOR is who administers the organisation itself (rule E4).
    """

    VALIDATOR = "validator"
    SUPERIOR = "superior"
    CONTROL_BODY = "control-body"
    ADMINISTRATOR = "administrator"


AUTHORITIES = frozenset({Standing.VALIDATOR, Standing.SUPERIOR})
OVER_ACCESS = AUTHORITIES | {Standing.ADMINISTRATOR}
OVER_ADMINISTRATORS = OVER_ACCESS | {Standing.CONTROL_BODY}
MAY: Mapping[Deed, frozenset[Standing]] = {
    Deed.SUSPEND: OVER_ACCESS,
    Deed.REINSTATE: OVER_ACCESS,
    Deed.REVOKE: OVER_ACCESS,
    Deed.APPOINT: OVER_ADMINISTRATORS,
    Deed.REMOVE: OVER_ADMINISTRATORS,
}
"""Domain section 5: "suspend / unsuspend a user" (revoking goes with it) and "grant / withdraw admin flag"."""


@dataclass(frozen=True, slots=True)
class Overseer:
    """An organisation whose users have a standing. `name` is shown in the timeline; people are never named."""

    standing: Standing
    organisation_id: str
    name: str


def authorities_over(
    right: Authorisation, colleagues: Iterable[Authorisation], commission: Organisation | None
) -> list[Overseer]:
    """The authority that decided on this right, and its superior.

    A right that was never requested (bootstrap) has those that decided on other users of the organisation, and the
    Commission.
    """
    cases = [right.case] if right.case else [colleague.case for colleague in colleagues if colleague.case]
    found = [Overseer(Standing.VALIDATOR, case.validator.id, case.validator.name) for case in cases]
    found += [Overseer(Standing.SUPERIOR, case.superior.id, case.superior.name) for case in cases if case.superior]
    if right.case is None and commission is not None:
        found.append(Overseer(Standing.SUPERIOR, commission.id, commission.name))
    return found


def standing_of(
    held: Iterable[Authorisation], overseers: Sequence[Overseer], among: Collection[Standing]
) -> Overseer | None:
    """As whom a person with these rights acts, if as anybody `among` those who may.

    Of the organisation's own users only administrators have a standing.
    """
    valid = [right for right in held if right.status is VALID]
    users = {right.organisation_id for right in valid}
    administrators = {right.organisation_id for right in valid if right.administrator}
    having = [
        each
        for each in overseers
        if each.organisation_id in (administrators if each.standing is Standing.ADMINISTRATOR else users)
        and each.standing in among
    ]
    order = list(Standing)
    return min(having, key=lambda each: order.index(each.standing), default=None)
