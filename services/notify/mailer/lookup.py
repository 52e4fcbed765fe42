"""What is known of the recipients of some mails, read in bulk."""

from collections.abc import Sequence

from chassis.mongo import Store
from contracts.events.registry import AuthorisationStatus
from services.notify.domain.contact import Contact
from services.notify.domain.duty import Duty
from services.notify.domain.message import Message
from services.notify.domain.recipient import ToAccount, ToDuty


async def rights_for(store: Store, messages: Sequence[Message]) -> list[Duty]:
    """The valid rights that tell who holds the duties these mails are for."""
    duties = [message.recipient for message in messages if isinstance(message.recipient, ToDuty)]
    ids = {id for duty in duties for id in (duty.organisation_id, duty.delegate_id) if id is not None}
    if not ids:
        return []
    found = await store.find(Duty, {"organisation_id": {"$in": sorted(ids)}})
    return [right for right in found if right.status is AuthorisationStatus.VALID]


async def contacts_for(store: Store, messages: Sequence[Message], rights: Sequence[Duty]) -> dict[str, Contact]:
    """The people these mails are for, and those who hold the duties, by account id, as far as they are known."""
    ids = {message.recipient.account_id for message in messages if isinstance(message.recipient, ToAccount)}
    ids |= {right.account_id for right in rights}
    if not ids:
        return {}
    return {contact.id: contact for contact in await store.find(Contact, {"_id": {"$in": sorted(ids)}})}
