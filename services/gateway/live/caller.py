"""Whose stream it is, and what may be hinted to him: asked of registry, which alone knows all rights."""

from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from pydantic import BaseModel, ValidationError

from chassis.auth import Actor
from chassis.errors import DomainError
from services.gateway.headers import RawHeaders
from services.gateway.live.addressing import administrators, person, rights_of, rights_on, users
from services.gateway.upstream import Outgoing, Upstream

OK = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Caller:
    """A person with a stream. `headers` are what registry is asked with in his name."""

    actor: Actor
    headers: RawHeaders


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody is told. `keys` of hints, `stirs` of rights that would change them. `known`: registry has said."""

    keys: frozenset[str]
    stirs: frozenset[str]
    known: bool


class Named(BaseModel):
    """An organisation in an answer of registry."""

    id: str


class Right(BaseModel):
    """One right in an answer of registry. `effective`: one may act."""

    organisation: Named
    effective: bool
    administrator: bool


class Rights(BaseModel):
    """The answer to `GET /me/rights`, as far as hints depend on it."""

    items: list[Right]


def own(account_id: str) -> Sight:
    """What concerns a person whatever his rights are."""
    return Sight(frozenset({person(account_id)}), frozenset({rights_of(account_id)}), known=False)


def sight(account_id: str, rights: Iterable[Right]) -> Sight:
    """Own requests, and those that users or administrators of the organisations see that one may act for."""
    held = list(rights)
    effective = [right for right in held if right.effective]
    keys = {users(right.organisation.id) for right in effective}
    keys |= {administrators(right.organisation.id) for right in effective if right.administrator}
    stirs = {rights_on(right.organisation.id) for right in held}
    mine = own(account_id)
    return Sight(mine.keys | keys, mine.stirs | stirs, known=True)


async def ask_registry(registry: Upstream, caller: Caller) -> Sight:
    """What this person is told at present; only what is his own while registry does not say."""
    account_id = caller.actor.account_id
    try:
        answered = await registry.send(Outgoing("GET", b"/api/v1/me/rights", caller.headers))
        if answered.status != OK:
            raise ValueError(answered.status)
        return sight(account_id, Rights.model_validate_json(answered.body).items)
    except (DomainError, ValidationError, ValueError) as error:
        log.warning("live.rights-unknown", error=type(error).__name__)
        return own(account_id)
