"""Checks on mails: each one that is called for, once; said once to be sent, and in the mailbox if it is said so."""

from collections import Counter
from collections.abc import Iterator

from tests.chaos.checker.expected_mails import UNCERTAIN, Wanted, addresses_of, wanted_mails
from tests.chaos.checker.history import Event, History
from tests.chaos.checker.violation import Kind, Violation


def no_mail_is_missing_or_doubled(history: History) -> Iterator[Violation]:
    """For each mail that an event calls for, one Message-ID, and none for anything else."""
    wanted = Counter(wanted_mails(history))
    told = Counter(_told(history))
    for mail in wanted.keys() | told.keys():
        if told[mail] < wanted[mail]:
            yield Violation(Kind.LOST, f"mail {mail.template} to {mail.to} for event {mail.event_id}")
        elif told[mail] > max(wanted[mail], mail.template in UNCERTAIN):
            kind = Kind.DOUBLED if wanted[mail] or mail.template in UNCERTAIN else Kind.STRANGE
            yield Violation(kind, f"{told[mail]} mails {mail.template} to {mail.to} for event {mail.event_id}")


def each_mail_is_said_once(history: History) -> Iterator[Violation]:
    """Sent or abandoned, one event a mail."""
    for subject, count in Counter(event.subject for event in _said(history)).items():
        if count > 1:
            yield Violation(Kind.DOUBLED, f"{count} events say what became of mail {subject}")


def what_is_said_is_so(history: History) -> Iterator[Violation]:
    """What is said to be sent is in the mailbox; what is abandoned was refused by the server; nothing else came."""
    there = {mail.message_id for mail in history.mails}
    said: set[str] = set()
    for event in _said(history):
        id = event.at("message.message_id")
        said.add(id)
        if event.type == "MessageSent" and id not in there:
            yield Violation(Kind.LOST, f"mail {id} ({event.at('message.template')}) was said to be sent")
        if event.type == "MessageAbandoned" and id not in history.refused:
            yield Violation(Kind.LOST, f"mail {id} was abandoned, though no server refused it: {event.at('reason')}")
        if event.type == "MessageAbandoned" and id in there:
            yield Violation(Kind.STRANGE, f"mail {id} was abandoned, and came")
    for id in there - said:
        yield Violation(Kind.LOST, f"mail {id} came, and no event says so")


def repeated_mails(history: History) -> int:
    """How many mails are one that had come already, by Message-ID."""
    return len(history.mails) - len({mail.message_id for mail in history.mails})


def _said(history: History) -> Iterator[Event]:
    return history.of_type("MessageSent", "MessageAbandoned")


def _told(history: History) -> Iterator[Wanted]:
    """Each mail that exists, by reason and recipient: from the events about it and from where it went."""
    came = {mail.message_id: mail.to for mail in history.mails}
    addresses = addresses_of(history)
    for event in _said(history):
        id, account = event.at("message.message_id"), event.at("message.account_id")
        to = came.get(id) or history.refused.get(id) or addresses.get(account, "nobody")
        yield Wanted(event.at("message.event_id"), event.at("message.template"), to)
