"""A past in which all is well is found to be so; each way to doctor it is found, and called what it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.chaos.checker.history import Accepted
from tests.chaos.checker.judge import CHECKS, judge
from tests.chaos.checker.violation import Kind
from tests.unit.chaos.past import ADDRESSES, ANNA, AUTHORITY, NOON, Past
from tests.unit.chaos.sound import REQUEST, sound

Doctor = Callable[[Past], None]
DOCTORED: dict[str, tuple[Doctor, Kind, str]] = {}


def doctored(kind: Kind, said: str) -> Callable[[Doctor], Doctor]:
    """Register a change to a sound past, which must be found as `kind`, in words that contain `said`."""

    def register(doctor: Doctor) -> Doctor:
        DOCTORED[doctor.__name__] = (doctor, kind, said)
        return doctor

    return register


def index(past: Past, type: str, occurrence: int = 0) -> int:
    """Where the (first) record of a type is."""
    return [n for n, each in enumerate(past.records) if f".{type}." in each.headers["ce_type"].decode()][occurrence]


@doctored(Kind.LOST, "was committed and is on no topic")
def an_event_is_never_published(past: Past) -> None:
    del past.records[index(past, "OperatorValidated")]


@doctored(Kind.STRANGE, "is in no outbox")
def an_event_is_published_that_was_not_committed(past: Past) -> None:
    past.stores["registry"]["outbox"].pop()


@doctored(Kind.LOST, "has a gap")
def a_subject_has_a_gap(past: Past) -> None:
    del past.records[index(past, "AuthorisationRequested")]


@doctored(Kind.REORDERED, "came as [2, 1]")
def a_subject_comes_in_the_wrong_order(past: Past) -> None:
    routed, decided = index(past, "RequestRouted"), index(past, "RequestValidated")
    first, second = past.records[routed], past.records[decided]
    past.records[routed] = replace(first, offset=second.offset)
    past.records[decided] = replace(second, offset=first.offset)


@doctored(Kind.DOUBLED, "sequence number twice")
def a_sequence_number_is_given_twice(past: Past) -> None:
    place = index(past, "OperatorValidated")
    record = past.records[place]
    past.records[place] = replace(record, headers={**record.headers, "ce_sequence": b"1"})


@doctored(Kind.REORDERED, "in several partitions")
def a_subject_is_spread_over_partitions(past: Past) -> None:
    place = index(past, "RequestValidated")
    past.records[place] = replace(past.records[place], partition=1)


@doctored(Kind.DISAGREEING, "and is not the same")
def an_event_is_published_again_otherwise(past: Past) -> None:
    first = past.records[index(past, "RequestRouted")]
    past.records.append(replace(first, value=first.value + b" ", offset=999))


@doctored(Kind.LOST, "was never settled by notify")
def an_event_is_never_settled(past: Past) -> None:
    past.stores["notify"]["inbox"].pop()


@doctored(Kind.STRANGE, "which nobody published")
def something_unheard_of_is_settled(past: Past) -> None:
    past.keep("registry", "inbox", "e999", topic="validation.requests.v1")


@doctored(Kind.DOUBLED, "caused AuthorisationGranted of a1 2 times")
def an_event_has_its_effect_twice(past: Past) -> None:
    cause = past.records[index(past, "AuthorisationGranted", 1)].header("ce_causationid")
    past.happens("registry", "AuthorisationGranted", "a1", cause, **REQUEST, account_id=ANNA)


@doctored(Kind.DOUBLED, "was routed 2 times")
def a_request_is_routed_twice(past: Past) -> None:
    routed = past.records[index(past, "RequestRouted")]
    past.happens("validation", "RequestRouted", "r1", "another", **routed.json)


@doctored(Kind.LOST, "was routed 0 times")
def a_request_is_not_routed(past: Past) -> None:
    past.happens("registry", "AuthorisationRequested", "a2", **{**REQUEST, "request_id": "r2"}, account_id=ANNA)


@doctored(Kind.LOST, "InformationRequested of r1: 1 accepted, 0 there")
def an_accepted_command_has_no_event(past: Past) -> None:
    past.commands.append(Accepted("ask", REQUEST))


@doctored(Kind.DOUBLED, "AccountCreated of anna@example.org: 0 accepted, 1 there")
def an_effect_has_no_command(past: Past) -> None:
    past.commands = [each for each in past.commands if each.what != "sign up"]


@doctored(Kind.DOUBLED, "RequestValidated of r1: 1 accepted, 2 there")
def a_repeated_command_takes_effect_again(past: Past) -> None:
    past.happens("validation", "RequestValidated", "r1", "the same command again", **REQUEST)


@doctored(Kind.DOUBLED, "AuthorisationGranted of r1: 0 accepted, 1 there")
def what_was_withdrawn_is_granted(past: Past) -> None:
    past.commands[-1] = Accepted("validate what was withdrawn", REQUEST)


@doctored(Kind.LOST, "the session s2")
def a_session_is_gone(past: Past) -> None:
    past.commands.append(Accepted("log in", {"session_id": "s2"}))


@doctored(Kind.DISAGREEING, "its last event at 2")
def a_state_was_stored_without_its_event(past: Past) -> None:
    past.document("registry", "authorisations", "a1")["sequence"] = 3


@doctored(Kind.DISAGREEING, "registry.organisations o1 differs in {'status'")
def a_state_is_not_what_its_event_said(past: Past) -> None:
    past.document("registry", "organisations", "o1")["status"] = "NEW"


@doctored(Kind.LOST, "validation.deciders a1 is not there")
def a_right_is_unknown_to_validation(past: Past) -> None:
    past.stores["validation"]["deciders"].pop()


@doctored(Kind.DISAGREEING, "notify.contacts anna has seen 1 of 2")
def a_projection_stands_still(past: Past) -> None:
    past.document("notify", "contacts", ANNA)["seen"] = 1


@doctored(Kind.DISAGREEING, "notify.duties a1 differs in {'status'")
def a_projection_says_otherwise(past: Past) -> None:
    past.document("notify", "duties", "a1")["status"] = "REVOKED"


@doctored(Kind.DISAGREEING, "case r1 is")
def a_case_is_open_though_the_right_is_valid(past: Past) -> None:
    past.document("validation", "requests", "r1")["status"] = "OPEN"


@doctored(Kind.LOST, "has not heard of its case")
def a_right_has_not_heard_of_its_case(past: Past) -> None:
    past.document("registry", "authorisations", "a1")["case"] = None


@doctored(Kind.LOST, "mail granted to anna@example.org")
def a_mail_is_missing(past: Past) -> None:
    past.mails.pop()
    del past.records[index(past, "MessageSent", -1)]


@doctored(Kind.DOUBLED, "2 mails granted to anna@example.org")
def a_mail_is_sent_again_under_another_id(past: Past) -> None:
    granted = past.records[index(past, "AuthorisationGranted", 1)].header("ce_id")
    past.happens(
        *("notify", "MessageSent", "another"),
        message={"message_id": "another", "template": "granted", "event_id": granted, "account_id": ANNA},
    )


@doctored(Kind.STRANGE, "1 mails rejected to anna@example.org")
def a_mail_is_sent_that_nobody_asked_for(past: Past) -> None:
    past.mailed(past.records[0].header("ce_id"), "rejected", ADDRESSES[ANNA], ANNA)


@doctored(Kind.DOUBLED, "2 events say what became of mail")
def a_mail_is_said_to_be_sent_twice(past: Past) -> None:
    sent = past.records[index(past, "MessageSent")]
    past.happens("notify", "MessageSent", sent.header("ce_subject"), **sent.json)


@doctored(Kind.LOST, "was said to be sent")
def a_mail_is_said_to_be_sent_and_did_not_come(past: Past) -> None:
    past.mails.pop()


@doctored(Kind.LOST, "came, and no event says so")
def a_mail_comes_and_nobody_says_so(past: Past) -> None:
    past.mails.append(replace(past.mails[0], message_id="unsaid"))


@doctored(Kind.LOST, "was abandoned, though no server refused it")
def a_mail_is_given_up_without_reason(past: Past) -> None:
    place = index(past, "MessageSent", -1)
    record = past.records[place]
    type = record.headers["ce_type"].replace(b"Sent", b"Abandoned")
    past.records[place] = replace(record, headers={**record.headers, "ce_type": type})


@doctored(Kind.STUCK, "records not read")
def a_group_lags(past: Past) -> None:
    past.lag["notify registry.organisations.v1/3"] = 2


@doctored(Kind.STUCK, "is not published")
def an_outbox_is_not_emptied(past: Past) -> None:
    past.keep("registry", "outbox_pending", "t1", at=NOON)


@doctored(Kind.STUCK, "is SENDING, held by notify-2")
def a_mail_is_held_by_a_dead_sender(past: Past) -> None:
    past.stores["notify"]["messages"][0].update(status="SENDING", claimed_by="notify-2")


@doctored(Kind.STUCK, "timer reminder r1")
def a_deadline_is_passed_over(past: Past) -> None:
    past.keep("validation", "timers", "reminder r1", due_at=NOON - timedelta(minutes=1), claimed_by=None)


@doctored(Kind.STUCK, "timer reminder r1")
def a_deadline_is_held_by_a_dead_process(past: Past) -> None:
    past.keep("validation", "timers", "reminder r1", due_at=NOON + timedelta(days=1), claimed_by="validation-2")


@doctored(Kind.STRANGE, "which did not wait any more")
def a_deadline_fires_although_it_was_settled(past: Past) -> None:
    case = {"account_id": ANNA, "validator": AUTHORITY, "superior": None}
    past.happens("validation", "RequestOverdue", "r1", **REQUEST, case=case)


@doctored(Kind.LOST, "notify has no dead letter")
def poison_is_swallowed(past: Past) -> None:
    past.set_aside(past.poison(), "validation")


@doctored(Kind.STRANGE, "registry has a dead letter")
def something_sound_is_set_aside(past: Past) -> None:
    past.set_aside(past.records[index(past, "RequestRouted")], "registry")


@doctored(Kind.DISAGREEING, "dead letter")
def poison_is_set_aside_changed(past: Past) -> None:
    poison = past.poison()
    past.set_aside(poison, "validation")
    past.set_aside(replace(poison, value=b"?"), "notify")


@pytest.mark.parametrize("name", DOCTORED)
def test_each_broken_promise_is_found(name: str) -> None:
    doctor, kind, said = DOCTORED[name]
    past = sound()
    doctor(past)
    found = judge(past.history())
    assert [each for each in found if each.kind is kind and said in each.what], "\n".join(map(str, found))


def test_all_is_well_where_nothing_was_doctored() -> None:
    assert judge(sound().history()) == []


def test_every_check_can_fail() -> None:
    failed = set()
    for doctor, _, _ in DOCTORED.values():
        past = sound()
        doctor(past)
        failed |= {check for check in CHECKS if list(check(past.history()))}
    assert failed == set(CHECKS)
