"""The in-app copy of every mail: the same words, and never a token."""

import pytest

from chassis.errors import NotFound
from chassis.testing import given
from services.notify.domain.reading import MarkRead, mark_read
from services.notify.mailer.notices import Notices
from services.notify.mailer.pages import Pages
from services.notify.mailer.rendering import LINKS
from tests.unit.notify.guide import BEGIN, HELPDESKS
from tests.unit.notify.mail import queued, sending
from tests.unit.notify.rendering import LANGUAGES
from tests.unit.notify.samples import mails

MAILS = mails()
NOTICES = Notices("https://traces.example", HELPDESKS)


@pytest.mark.rule("F5", "6.copy", "6.personal-data")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_every_mail_has_an_in_app_copy_without_greeting_and_token(name: str, language: str) -> None:
    notice = NOTICES.write(MAILS[name], language, "Europe/Paris")
    assert notice.title
    assert notice.text == notice.text.strip()
    assert "token" not in notice.text
    assert not any(word in notice.text for word in ("Dear", "Bonjour", "Kind regards", "Cordialement", "None"))


@pytest.mark.parametrize("name", ["confirmation", "password-reset"])
def test_where_the_mail_has_a_link_the_copy_says_that_it_has_none(name: str) -> None:
    assert MAILS[name].template in LINKS
    assert "The link stands in the mail only." in NOTICES.write(MAILS[name], "en", "").text
    assert "Le lien ne figure que dans le courriel." in NOTICES.write(MAILS[name], "fr", "").text


def test_a_paragraph_is_a_line() -> None:
    text = NOTICES.write(MAILS["attachment-receipt"], "en", "Europe/Paris").text
    assert max(len(line) for line in text.splitlines()) > 100
    assert "Friday 6 March 2026 at 23:59" in text


def test_a_notice_is_read_by_its_recipient_once() -> None:
    read = given(queued()).when(mark_read, MarkRead("mail"), actor="elodie", now=BEGIN).then(read_at=BEGIN).state
    given(read).when(mark_read, MarkRead("mail"), actor="elodie").unchanged()


def test_reading_does_not_stop_the_mail() -> None:
    message = sending()
    given(message).when(mark_read, MarkRead("mail"), actor="elodie").then(claim=message.claim, status=message.status)


@pytest.mark.parametrize("message", [None, queued()])
def test_nobody_reads_what_was_not_written_to_him(message: object) -> None:
    given(message).when(mark_read, MarkRead("mail"), actor="marc").raises(NotFound)  # type: ignore[arg-type]


def test_pages_stand_below_the_public_address() -> None:
    pages = Pages("https://traces.example/access/")
    assert pages.request("a/b?c") == "https://traces.example/access/requests/a%2Fb%3Fc"
    assert pages.work("req-1") == "https://traces.example/access/work/req-1"
