"""The checks: they see what is missing, double, wrong or unexpected, and nothing else."""

from typing import Any

from demo.checks import missing, wrong
from demo.expectations import Expectations, ExpectedMail
from demo.journal import Journal
from demo.mailbox import Mail
from demo.topics import Event
from tests.unit.demo.stories import event, mail, sent

ELODIE = "elodie@importer.example.org"


def journal(*seen: Event | Mail) -> Journal:
    written = Journal(lambda _event: None, lambda _mail: None)
    for each in seen:
        if isinstance(each, Event):
            written.note_event(each)
        else:
            written.note_mail(each)
    return written


def expectations(**says: Any) -> Expectations:
    expected = Expectations(ours={"r1", "a1"})
    if says:
        expected.event("AuthorisationGranted", **says)
    return expected


def receipt(*holds: str, hides: tuple[str, ...] = ()) -> Expectations:
    expected = expectations()
    expected.mail(ExpectedMail(ELODIE, "receipt", "r1", "fr", holds, hides))
    return expected


def test_an_event_is_missing_until_it_is_seen() -> None:
    expected = expectations(request_id="r1", authorisation__status="VALID")
    assert missing(expected, journal()) == [
        "not seen: AuthorisationGranted with request_id r1, authorisation.status VALID"
    ]
    other = event("AuthorisationGranted", request_id="r1", authorisation={"status": "SUSPENDED"})
    assert missing(expected, journal(other))
    right = event("AuthorisationGranted", request_id="r1", authorisation={"status": "VALID"})
    assert missing(expected, journal(right)) == []
    assert wrong(expected, journal(right)) == []


def test_an_event_twice_is_wrong_but_its_repetition_is_not() -> None:
    expected = expectations(request_id="r1")
    first = event("AuthorisationGranted", id="x", request_id="r1")
    again = event("AuthorisationGranted", id="x", request_id="r1")
    written = journal(first, again)
    assert (wrong(expected, written), written.repeated_events) == ([], 1)
    another = event("AuthorisationGranted", id="y", request_id="r1")
    assert wrong(expected, journal(first, another)) == ["seen 2 times: AuthorisationGranted with request_id r1"]


def test_an_event_about_ours_that_nobody_expected_is_wrong_and_one_about_others_is_not() -> None:
    surprise = event("AccountLocked", id="x", account_id="a1")
    assert wrong(expectations(), journal(surprise)) == [f"not expected: AccountLocked x of {surprise.subject}"]
    assert wrong(expectations(), journal(event("AccountLocked", account_id="somebody else"))) == []


def test_a_dead_letter_is_wrong_in_any_case() -> None:
    (found,) = wrong(expectations(), journal(event("RequestRouted", dead_letter="poison KeyError: 'x'")))
    assert "poison KeyError: 'x'" in found


def test_a_mail_needs_both_itself_and_the_event_that_says_so() -> None:
    expected = receipt()
    told, letter = sent("i1", "receipt", request="r1"), mail("i1", ELODIE)
    assert missing(expected, journal(told)) == [f"not seen: mail receipt to {ELODIE} about r1"]
    assert missing(expected, journal(letter))
    assert missing(expected, journal(told, mail("i1", "hugo@importer.example.org")))
    assert missing(expected, journal(told, mail("i2", ELODIE)))
    assert missing(expected, journal(told, letter)) == []
    assert wrong(expected, journal(told, letter)) == []


def test_a_mail_about_an_account_is_told_apart_from_one_about_a_request() -> None:
    expected = expectations()
    expected.mail(ExpectedMail(ELODIE, "confirmation", "a1", "fr"))
    assert missing(expected, journal(sent("i1", "confirmation", account="a1"), mail("i1", ELODIE))) == []
    assert missing(expected, journal(sent("i1", "confirmation", request="r1", account="a1"), mail("i1", ELODIE)))


def test_the_same_message_id_again_is_the_same_mail() -> None:
    written = journal(sent("i1", "receipt", request="r1"), mail("i1", ELODIE), mail("i1", ELODIE))
    assert (wrong(receipt(), written), written.repeated_mails) == ([], 1)


def test_two_mails_for_one_reason_are_wrong() -> None:
    told = (sent("i1", "receipt", request="r1"), sent("i2", "receipt", request="r1"))
    found = wrong(receipt(), journal(*told, mail("i1", ELODIE), mail("i2", ELODIE)))
    assert found == [
        f"came 2 times: mail receipt to {ELODIE} about r1",
        "1 more than expected: MessageSent of receipt about r1",
    ]


def test_a_mail_says_what_it_should_and_tells_nothing_else() -> None:
    told = sent("i1", "receipt", request="r1")
    letter = mail("i1", ELODIE, text="Bonjour Élodie, name@domain.com\nvotre demande r1", subject="ALPRO")
    assert wrong(receipt("Élodie", "ALPRO Bonjour", "demande r1"), journal(told, letter)) == []
    about = f"mail receipt to {ELODIE} about r1"
    assert wrong(receipt("Hugo"), journal(told, letter)) == [f"{about} does not say 'Hugo'"]
    assert wrong(receipt(hides=("name@domain.com",)), journal(told, letter)) == [f"{about} tells 'name@domain.com'"]
    english = mail("i1", ELODIE, language="en")
    assert wrong(receipt(), journal(told, english)) == [f"{about} is in 'en', not 'fr'"]
