"""What is known of the recipients of some mails, read in bulk."""

from collections.abc import Mapping, Sequence

from chassis.mongo import Store
from contracts.events.registry import AuthorisationStatus
from services.notify.domain.contact import Contact
from services.notify.domain.desk import Desk
from services.notify.domain.duty import Duty
from services.notify.domain.message import Message
from services.notify.domain.recipient import ToAccount, ToDuty


async def desks_for(store: Store, messages: Sequence[Message]) -> dict[str, Desk]:
    """Who decides the requests that these mails name instead of saying it themselves, as far as it is known."""
    ids = {duty.request_id for duty in _duties(messages) if duty.request_id is not None}
    if not ids:
        return {}
    return {desk.id: desk for desk in await store.find(Desk, {"_id": {"$in": sorted(ids)}})}


async def rights_for(store: Store, messages: Sequence[Message], desks: Mapping[str, Desk]) -> list[Duty]:
    """The valid rights that tell who holds the duties these mails are for."""
    duties = [*_duties(messages), *(desk.validators for desk in desks.values() if desk.known)]
    ids = {id for duty in duties for id in (duty.organisation_id, duty.delegate_id) if id is not None}
    codes = {duty.organisation_code for duty in duties if duty.organisation_code is not None}
    found: dict[str, Duty] = {}
    for field, values in (("organisation_id", ids), ("organisation_code", codes)):
        if values:
            rights = await store.find(Duty, {field: {"$in": sorted(values)}})
            found.update((right.id, right) for right in rights)
    return [right for right in found.values() if right.status is AuthorisationStatus.VALID]


def _duties(messages: Sequence[Message]) -> list[ToDuty]:
    return [message.recipient for message in messages if isinstance(message.recipient, ToDuty)]


async def contacts_for(store: Store, messages: Sequence[Message], rights: Sequence[Duty]) -> dict[str, Contact]:
    """The people these mails are for, and those who hold the duties, by account id, as far as they are known."""
    ids = {message.recipient.account_id for message in messages if isinstance(message.recipient, ToAccount)}
    ids |= {right.account_id for right in rights}
    if not ids:
        return {}
    return {contact.id: contact for contact in await store.find(Contact, {"_id": {"$in": sorted(ids)}})}
