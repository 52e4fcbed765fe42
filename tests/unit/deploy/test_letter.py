"""What the mailbox reads out of a message."""

from datetime import UTC, datetime

from deploy.local.mailbox.letter import Letter
from deploy.local.mailbox.search import matches


def letter(raw: bytes, *recipients: str) -> Letter:
    return Letter("x", datetime(2026, 3, 4, 12, tzinfo=UTC), "from@example.org", recipients, raw)


HTML_ONLY = b"""From: from@example.org\r\nTo: =?utf-8?b?w4lsb2RpZQ==?= <elodie@example.org>\r
Subject: =?utf-8?q?Acc=C3=A8s?=\r\nMessage-ID: <1@x>\r\nContent-Type: text/html; charset=utf-8\r\n\r
<p>Bonjour <b>\xc3\x89lodie</b></p>\r\n"""


def test_encoded_headers_are_decoded() -> None:
    row = letter(HTML_ONLY, "elodie@example.org").summary(read=False)
    assert row["To"] == [{"Name": "Élodie", "Address": "elodie@example.org"}]
    assert (row["Subject"], row["MessageID"]) == ("Accès", "1@x")


def test_the_snippet_of_an_html_mail_has_no_markup() -> None:
    assert letter(HTML_ONLY).summary(read=False)["Snippet"] == "Bonjour Élodie"


def test_who_is_in_the_envelope_only_is_a_blind_copy() -> None:
    row = letter(HTML_ONLY, "Elodie@example.org", "helpdesk@example.org").summary(read=False)
    assert row["Bcc"] == [{"Name": "", "Address": "helpdesk@example.org"}]


def test_a_message_without_anything_is_still_shown() -> None:
    full = letter(b"\r\n", "a@example.org").full()
    assert (full["Subject"], full["Text"], full["HTML"], full["MessageID"]) == ("", "", "", "")
    assert full["From"]["Address"] == "from@example.org"
    assert full["Date"] == "2026-03-04T12:00:00.000Z"


def test_search_wants_every_term() -> None:
    mail = letter(HTML_ONLY, "elodie@example.org")
    assert matches(mail, "to:ELODIE@example.org subject:accès bonjour")
    assert not matches(mail, "to:elodie subject:other")
    assert matches(mail, "")
