"""Which event changes what: projections first, then the mails of the table, then those that waited for it."""

from chassis.steps import Many, One, Step, mirror, new, on
from contracts.event import Event
from contracts.events import identity, registry, validation
from services.notify.domain.contact import Contact, expect, remember
from services.notify.domain.delivery import Abandon, Defer, MarkSent, Mute, abandon, defer, mark_sent, mute
from services.notify.domain.desk import Desk, expect_desk, occupy
from services.notify.domain.duty import Duty, note
from services.notify.domain.message import Message
from services.notify.domain.queueing import queue
from services.notify.domain.reading import MarkRead, mark_read
from services.notify.domain.splitting import Split, split
from services.notify.domain.waiting import AwaitDesk, AwaitRecipient, Wake, wait, wake

_remember = mirror(Contact, key=lambda event: event.account_id, do=remember)
_note = mirror(Duty, key=lambda event: event.authorisation_id, do=note)
_occupy = mirror(Desk, key=lambda event: event.request_id, do=occupy)
_wake = on(Message, each=("waiting_for", lambda event: event.account_id), do=wake)
_wake_desk = on(Message, each=("waiting_for", lambda event: event.request_id), do=wake)
_queue = new(Message, do=queue)

ACCOUNTS: dict[type[Event], list[Step]] = {
    identity.AccountCreated: [_remember, _wake, _queue],
    identity.ConfirmationRenewed: [_remember, _wake, _queue],
    identity.RegistrationRepeated: [_remember, _wake, _queue],
    identity.AccountActivated: [_remember, _wake],
    identity.AccountExpired: [_remember, _wake],
    identity.AccountLocked: [_remember, _wake, _queue],
    identity.AccountSuspended: [_remember, _wake, _queue],
    identity.AccountReinstated: [_remember, _wake, _queue],
    identity.PasswordResetRequested: [_remember, _wake, _queue],
    identity.PasswordChanged: [_remember, _wake, _queue],
    identity.PreferencesChanged: [_remember, _wake],
}
AUTHORISATIONS: dict[type[Event], list[Step]] = {
    registry.AuthorisationRequested: [_note],
    registry.AuthorisationWithdrawn: [_note],
    registry.InformationProvided: [_note],
    registry.DecisionNudged: [_note, _queue],
    registry.AuthorisationGranted: [_note, _queue],
    registry.AuthorisationRejected: [_note, _queue],
    registry.AuthorisationSuspended: [_note, _queue],
    registry.AuthorisationReinstated: [_note, _queue],
    registry.AuthorisationRevoked: [_note, _queue],
    registry.AdministratorAppointed: [_note, _queue],
    registry.AdministratorRemoved: [_note, _queue],
}
ORGANISATIONS: dict[type[Event], list[Step]] = {
    registry.OperatorSuspended: [_queue],
    registry.OperatorReinstated: [_queue],
    registry.ActivityExpiring: [_queue],
    registry.ActivityExpired: [_queue],
}
REQUESTS: dict[type[Event], list[Step]] = {
    validation.RequestRouted: [_occupy, _wake_desk, _queue],
    validation.RequestValidated: [_occupy, _wake_desk],
    validation.RequestRejected: [_occupy, _wake_desk],
    validation.RequestWithdrawn: [_occupy, _wake_desk, _queue],
    validation.InformationRequested: [_occupy, _wake_desk, _queue],
    validation.RequestReopened: [_occupy, _wake_desk, _queue],
    validation.RequestReassigned: [_occupy, _wake_desk, _queue],
    validation.RequestReminded: [_occupy, _wake_desk, _queue],
    validation.RequestOverdue: [_occupy, _wake_desk, _queue],
    validation.RequestEscalated: [_occupy, _wake_desk, _queue],
}
HANDLES: dict[type[Event], list[Step]] = {**ACCOUNTS, **AUTHORISATIONS, **ORGANISATIONS, **REQUESTS}

COMMANDS: dict[type, list[Step]] = {
    MarkSent: [on(Message, key=lambda command: command.message_id, do=mark_sent)],
    Defer: [on(Message, key=lambda command: command.message_id, do=defer)],
    Abandon: [on(Message, key=lambda command: command.message_id, do=abandon)],
    Mute: [on(Message, key=lambda command: command.message_id, do=mute)],
    MarkRead: [on(Message, key=lambda command: command.message_id, do=mark_read)],
    AwaitRecipient: [
        on(Contact, key=lambda command: command.account_id, do=expect),
        on(
            Message,
            key=lambda command: command.message_id,
            do=wait,
            reads={"awaited": One(Contact, key=lambda command, _: command.account_id)},
        ),
    ],
    AwaitDesk: [
        on(Desk, key=lambda command: command.request_id, do=expect_desk),
        on(
            Message,
            key=lambda command: command.message_id,
            do=wait,
            reads={"awaited": One(Desk, key=lambda command, _: command.request_id)},
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
    Wake: [on(Message, each=("waiting_for", lambda command: command.awaited_id), do=wake)],
}
"""What the sender says after each attempt, the sweep, and who has read a notice."""
