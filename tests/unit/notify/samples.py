"""Every mail there is, as stored: what the table makes of a sample of each event."""

from chassis.testing import given
from contracts.event import Event
from contracts.events.registry import (
    AdministratorAppointed,
    AdministratorRemoved,
    AuthorisationReinstated,
    AuthorisationRevoked,
    AuthorisationSuspended,
    OrganisationStatus,
)
from services.notify.domain.desk import desk_of
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee
from services.notify.domain.queueing import queue
from services.notify.domain.recipient import ToDuty
from services.notify.domain.template import HELPDESK_COPIES
from tests.unit.notify.guide import (
    ADDRESSES,
    ALPRO,
    BELGIUM,
    COMMISSION,
    IMPORTER,
    INAO,
    NAMES,
    case_of,
    created,
    granted,
    locked,
    rejected,
    repeated,
    routed,
    withdrawn,
)
from tests.unit.notify.later import (
    account_reinstated,
    account_suspended,
    asked,
    escalated,
    expired_activity,
    expiring,
    measure,
    nudged,
    overdue,
    password_changed,
    reassigned,
    reminded,
    reopened,
    reset,
    restored,
    stopped,
)

ATTACHMENT = case_of("elodie", ALPRO, BELGIUM, request="0199a0b1-7c1e-7000-8000-000000000001")
PROPOSAL = case_of("marc", IMPORTER, INAO, proposal=True, request="0199a0b1-7c1e-7000-8000-000000000002")
TOP = case_of("elodie", ALPRO, COMMISSION, superior=None, request=ATTACHMENT.request_id)
REASON = "The certificate has expired.\nPlease ask your control body for a new one."
REF = ATTACHMENT.request_id
STOPPED = ALPRO.model_copy(update={"status": OrganisationStatus.SUSPENDED})
GONE = ALPRO.model_copy(update={"status": OrganisationStatus.DELETED})

EVENTS: dict[str, Event] = {
    "confirmation": created("elodie"),
    "already-registered": repeated("elodie"),
    "password-reset": reset("elodie"),
    "password-changed": password_changed("elodie"),
    "account-locked": locked("elodie"),
    "account-suspended": account_suspended("elodie"),
    "account-reinstated": account_reinstated("elodie"),
    "attachment": routed(ATTACHMENT),
    "proposal": routed(PROPOSAL),
    "information-requested": asked(ATTACHMENT, REASON),
    "information-requested-proposal": asked(PROPOSAL, REASON),
    "reopened": reopened(ATTACHMENT),
    "withdrawn": withdrawn(ATTACHMENT),
    "reassigned": reassigned(ATTACHMENT, COMMISSION),
    "nudged": nudged("elodie", ALPRO, request=REF),
    "granted": granted("elodie", ALPRO, request=REF),
    "granted-with-operator": granted("marc", IMPORTER, request=PROPOSAL.request_id, proposal=True, administrator=True),
    "granted-suspended": granted("elodie", STOPPED, request=REF),
    "rejected": rejected("elodie", ALPRO, REASON, request=REF),
    "rejected-with-operator": rejected("marc", IMPORTER, REASON, request=PROPOSAL.request_id, proposal=True),
    "rejected-operator": rejected("elodie", IMPORTER, code="operator-rejected", request=REF),
    "operator-withdrawn": rejected("elodie", IMPORTER, code="operator-withdrawn", request=REF),
    "operator-deleted": rejected("elodie", GONE, REASON, code="operator-withdrawn", request=REF),
    "reminded": reminded(ATTACHMENT),
    "late": overdue(ATTACHMENT),
    "late-at-the-top": overdue(TOP),
    "escalated": escalated(ATTACHMENT),
    "escalated-at-the-top": escalated(TOP),
    "suspended": measure(AuthorisationSuspended, "elodie", ALPRO, request=REF),
    "reinstated": measure(AuthorisationReinstated, "elodie", ALPRO, request=REF),
    "revoked": measure(AuthorisationRevoked, "elodie", ALPRO, request=None),
    "revoked-with-operator": measure(AuthorisationRevoked, "elodie", GONE, request=REF),
    "appointed": measure(AdministratorAppointed, "elodie", ALPRO, request=REF),
    "removed": measure(AdministratorRemoved, "elodie", ALPRO, request=REF),
    "operator-suspended": stopped(IMPORTER),
    "operator-reinstated": restored(IMPORTER),
    "activity-expiring": expiring(IMPORTER),
    "activity-expired": expired_activity(IMPORTER),
}


def mails() -> dict[str, Message]:
    """Every mail of every sample event, by name; two duties with the same text count once."""
    found: dict[str, Message] = {}
    for name, event in EVENTS.items():
        change = given().when(queue, event).change
        assert change is not None
        created = {message.template: message for message in change.created if isinstance(message, Message)}
        for template, message in created.items():
            found[f"{name}-{template.value}" if len(created) > 1 else name] = _complete(message)
    return found


def _complete(message: Message) -> Message:
    """With what is only known when a duty is divided."""
    if isinstance(message.recipient, ToDuty) and message.recipient.request_id is not None:
        desk = desk_of(ATTACHMENT)
        also = {"validator": desk.validator, "due_at": desk.due_at}
        complete: Message = message.changed(params={**message.params, **also})
        return complete
    return message


def addressee_of(message: Message, language: str) -> Addressee:
    """A mailbox for duties, Élodie for what goes to people."""
    if isinstance(message.recipient, ToDuty):
        address = "helpdesk@ec.example" if message.template in HELPDESK_COPIES else "duty@inao.example"
        return Addressee(address, language=language)
    return Addressee(ADDRESSES["elodie"], " ".join(NAMES["elodie"]), language, timezone="Europe/Paris")
