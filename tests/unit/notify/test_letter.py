"""Headers and parts of the message on the wire."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from services.notify.domain.kinds import optional
from services.notify.domain.planning import Addressee
from services.notify.domain.recipient import ToMailbox
from services.notify.domain.template import HELPDESK_COPIES, Template
from services.notify.mailer.letter import Letterhead, write
from services.notify.mailer.reachable import reachable
from services.notify.mailer.rendering import Rendered
from tests.unit.notify.guide import BEGIN, HELPDESKS
from tests.unit.notify.mail import queued

HEAD = Letterhead("TRACES access <no-reply@traces.example>", HELPDESKS, "https://traces.example/profile")
WORDS = Rendered("fr", "Votre demande pour Élevage & Cie", "Bonjour Élodie\n", "<p>Bonjour Élodie</p>")
ELODIE = Addressee("elodie@alpro.example", "Élodie Durand", "fr")


def on_the_wire(addressee: Addressee = ELODIE, template: Template = Template.RECEIPT, **fields: Any) -> EmailMessage:
    letter = write(HEAD, queued(template=template, **fields), addressee, WORDS, BEGIN)
    received = message_from_bytes(letter.as_bytes(), policy=default)
    assert isinstance(received, EmailMessage)
    return received


def test_the_message_id_follows_from_the_mail_alone() -> None:
    assert on_the_wire()["Message-ID"] == on_the_wire()["Message-ID"] == "<mail@traces.example>"
    assert HEAD.message_id(queued()) == "mail@traces.example"


def test_no_mail_program_answers_by_itself() -> None:
    assert on_the_wire()["Auto-Submitted"] == "auto-generated"


def test_from_to_subject_date_and_language() -> None:
    letter = on_the_wire()
    assert letter["From"] == "TRACES access <no-reply@traces.example>"
    assert letter["To"] == "Élodie Durand <elodie@alpro.example>"
    assert letter["Subject"] == "Votre demande pour Élevage & Cie"
    assert letter["Date"].datetime == BEGIN
    assert letter["Content-Language"] == "fr"


def test_answers_go_to_the_helpdesks_but_theirs_do_not() -> None:
    assert letter_answers(on_the_wire()) == list(HELPDESKS)
    for copy in HELPDESK_COPIES:
        assert on_the_wire(template=copy)["Reply-To"] is None


def letter_answers(letter: EmailMessage) -> list[str]:
    return [address.addr_spec for address in letter["Reply-To"].addresses]


def test_only_what_may_be_switched_off_says_where() -> None:
    for template in Template:
        sent = on_the_wire(template=template)["List-Unsubscribe"]
        assert sent == ("<https://traces.example/profile>" if optional(template) else None), template


def test_a_mailbox_cannot_switch_anything_off() -> None:
    mailbox = ToMailbox(address="duty@inao.example", key="hash")
    assert on_the_wire(recipient=mailbox)["List-Unsubscribe"] is None


def test_a_mail_to_one_person_is_not_bulk() -> None:
    assert all(on_the_wire(template=template)["Precedence"] is None for template in Template)


def test_text_and_html_are_alternatives_and_arrive_whole() -> None:
    letter = on_the_wire()
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert letter.get_content_type() == "multipart/alternative"
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == WORDS.text.splitlines()
    assert html.get_content().strip() == WORDS.html


def test_the_wire_carries_ascii_unless_the_address_itself_is_not() -> None:
    assert write(HEAD, queued(), ELODIE, WORDS, BEGIN).as_bytes().isascii()
    wide = write(HEAD, queued(), Addressee("élodie@alpro.example"), WORDS, BEGIN)
    assert "élodie@alpro.example".encode() in wide.as_bytes()


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("jean@société.example", "jean@xn--socit-esab.example"),
        ("Jean.Petit@Straße.example", "Jean.Petit@xn--strae-oqa.example"),
        ("jean@societe.example", "jean@societe.example"),
        ("élodie@société.example", "élodie@société.example"),
        ("jean@so ciété", "jean@so ciété"),
    ],
)
def test_a_domain_of_any_alphabet_is_reached_by_any_server(written: str, sent: str) -> None:
    assert reachable(Addressee(written)).address == sent


def test_an_address_with_a_line_break_is_refused() -> None:
    with pytest.raises(ValueError, match="CR or LF"):
        write(HEAD, queued(), Addressee("a@b.example\r\nBcc: all@example"), WORDS, BEGIN)
