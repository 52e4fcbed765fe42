"""Who may decide which case: scopes of the case against scopes of the person, as plain text so that both are indexed.

A scope is the id of an organisation (all its users, rule E6, without being administrators) or `admin:` and that id (its
administrators only, where the country delegates, rule E5).
"""

from collections.abc import Collection, Iterable

from contracts.events.validation import Validator
from services.validation.domain.decider import Decider


def scopes_of_person(rights: Iterable[Decider], stopped: Collection[str] = ()) -> frozenset[str]:
    """What a person with these rights may decide in. `stopped` are organisations whose users cannot act at present."""
    valid = [right for right in rights if right.valid and right.organisation_id not in stopped]
    own = {right.organisation_id for right in valid}
    return frozenset(own | {_administrators(right.organisation_id) for right in valid if right.administrator})


def scopes_of_case(
    validator: Validator, superior: Validator | None, organisation_id: str, delegated: bool
) -> tuple[str, ...]:
    """Who may decide a case: its validator, the superior in its place (rule E10), where delegated its own admins."""
    scopes = [validator.id]
    if superior is not None:
        scopes.append(superior.id)
    if delegated:
        scopes.append(_administrators(organisation_id))
    return tuple(scopes)


def _administrators(organisation_id: str) -> str:
    return f"admin:{organisation_id}"
