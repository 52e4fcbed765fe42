"""Which event mails what to whom (design section 6, table "Mails"). A new mail is a row here and a template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.event import Event
from contracts.events.identity import AccountCreated, AccountLocked, ConfirmationRenewed, RegistrationRepeated
from contracts.events.registry import AuthorisationGranted, AuthorisationRejected
from contracts.events.validation import RequestRouted, RequestWithdrawn
from services.notify.domain.facts import case, link, lock, nothing, refusal, right
from services.notify.domain.message import Params
from services.notify.domain.recipient import Recipient
from services.notify.domain.template import Template
from services.notify.domain.to import helpdesks, owner, validators


def always(_: Event) -> bool:
    """No condition."""
    return True


def requested(event: AuthorisationGranted | AuthorisationRejected) -> bool:
    """A right that was never requested (bootstrap) is not told."""
    return event.request_id is not None


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of an event: which text, `to` whom, what it `says`, and when it is due at all."""

    template: Template
    to: Callable[[Any], Recipient]
    says: Callable[[Any], Params]
    when: Callable[[Any], bool] = always


MAILS: Mapping[type[Event], tuple[Mail, ...]] = {
    AccountCreated: (Mail(Template.CONFIRMATION, to=owner, says=link),),
    ConfirmationRenewed: (Mail(Template.CONFIRMATION, to=owner, says=link),),
    RegistrationRepeated: (Mail(Template.ALREADY_REGISTERED, to=owner, says=nothing),),
    AccountLocked: (Mail(Template.ACCOUNT_LOCKED, to=owner, says=lock),),
    RequestRouted: (
        Mail(Template.RECEIPT, to=owner, says=case),
        Mail(Template.WORK_ITEM, to=validators, says=case),
        Mail(Template.HELPDESK_COPY, to=helpdesks, says=case),
    ),
    RequestWithdrawn: (Mail(Template.REQUEST_WITHDRAWN, to=validators, says=case),),
    AuthorisationGranted: (Mail(Template.GRANTED, to=owner, says=right, when=requested),),
    AuthorisationRejected: (Mail(Template.REJECTED, to=owner, says=refusal, when=requested),),
}
