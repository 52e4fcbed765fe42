"""Which event changes what: projections first, then the mails of the table, then those that waited for it."""

from chassis.steps import Many, One, Step, mirror, new, on
from contracts.event import Event
from contracts.events.identity import (
    AccountActivated,
    AccountCreated,
    AccountExpired,
    AccountLocked,
    ConfirmationRenewed,
    PasswordChanged,
    PasswordResetRequested,
    PreferencesChanged,
    RegistrationRepeated,
)
from contracts.events.registry import (
    AuthorisationGranted,
    AuthorisationRejected,
    AuthorisationRequested,
    AuthorisationWithdrawn,
)
from contracts.events.validation import RequestRouted, RequestWithdrawn
from services.notify.domain.contact import Contact, expect, remember
from services.notify.domain.delivery import Abandon, Defer, MarkSent, abandon, defer, mark_sent
from services.notify.domain.duty import Duty, note
from services.notify.domain.message import Message
from services.notify.domain.queueing import queue
from services.notify.domain.splitting import Split, split
from services.notify.domain.waiting import AwaitRecipient, Wake, wait, wake

_remember = mirror(Contact, key=lambda event: event.account_id, do=remember)
_note = mirror(Duty, key=lambda event: event.authorisation_id, do=note)
_wake = on(Message, each=("waiting_for", lambda message: message.account_id), do=wake)
_queue = new(Message, do=queue)

ACCOUNTS: dict[type[Event], list[Step]] = {
    AccountCreated: [_remember, _wake, _queue],
    ConfirmationRenewed: [_remember, _wake, _queue],
    RegistrationRepeated: [_remember, _wake, _queue],
    AccountActivated: [_remember, _wake],
    AccountExpired: [_remember, _wake],
    AccountLocked: [_remember, _wake, _queue],
    PasswordResetRequested: [_remember, _wake],
    PasswordChanged: [_remember, _wake],
    PreferencesChanged: [_remember, _wake],
}
AUTHORISATIONS: dict[type[Event], list[Step]] = {
    AuthorisationRequested: [_note],
    AuthorisationWithdrawn: [_note],
    AuthorisationGranted: [_note, _queue],
    AuthorisationRejected: [_note, _queue],
}
HANDLES: dict[type[Event], list[Step]] = {
    **ACCOUNTS,
    **AUTHORISATIONS,
    RequestRouted: [_queue],
    RequestWithdrawn: [_queue],
}

COMMANDS: dict[type, list[Step]] = {
    MarkSent: [on(Message, key=lambda command: command.message_id, do=mark_sent)],
    Defer: [on(Message, key=lambda command: command.message_id, do=defer)],
    Abandon: [on(Message, key=lambda command: command.message_id, do=abandon)],
    AwaitRecipient: [
        on(Contact, key=lambda command: command.account_id, do=expect),
        on(
            Message,
            key=lambda command: command.message_id,
            do=wait,
            reads={"contact": One(Contact, key=lambda command, _: command.account_id)},
        ),
    ],
    Split: [
        on(
            Message,
            key=lambda command: command.message_id,
            do=split,
            reads={"siblings": Many(Message, "event_id", value=lambda _, message: message and message.event_id)},
        )
    ],
    Wake: [_wake],
}
"""What the sender says after each attempt, and the sweep."""
