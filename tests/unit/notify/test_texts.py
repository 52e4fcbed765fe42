"""Every mail renders in both languages, as text and as HTML that says the same."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from contracts.events.identity import ConfirmationRenewed
from services.notify.domain.kinds import optional
from services.notify.domain.mails import MAILS as MAILED
from services.notify.domain.planning import Addressee
from services.notify.domain.recipient import ToAccount, ToDuty
from services.notify.domain.template import Template
from services.notify.mailer.rendering import Renderer
from services.notify.mailer.texts import TEMPLATES
from tests.unit.notify.guide import HELPDESKS
from tests.unit.notify.mail import queued
from tests.unit.notify.rendering import GOLDEN, LANGUAGES, PICTURES, as_text, pictures, renderer
from tests.unit.notify.samples import EVENTS, addressee_of, mails

MAILS = mails()
REFERENCE = "0199a0b1-7c1e-7000-8000-00000000000"
PERSONAL = ("Élodie", "Durand", "Marc Petit", "elodie", "marc")
VOID = {"meta", "br"}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return renderer(tmp_path_factory.mktemp("keys"))


class Page(HTMLParser):
    """The words of a page, its tags, and whether they are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_reads_as_agreed(texts: Renderer, name: str, language: str) -> None:
    rendered = texts.render(MAILS[name], addressee_of(MAILS[name], language))
    assert as_text(rendered) == (GOLDEN / language / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_html_is_sound_and_says_what_the_text_says(texts: Renderer, name: str, language: str) -> None:
    rendered = texts.render(MAILS[name], addressee_of(MAILS[name], language))
    page = Page(rendered.html)
    assert page.open == []
    assert f'<html lang="{language}">' in rendered.html
    assert not page.tags & {"script", "img", "link", "style"}
    said = set(re.sub(r"^(> |-- )", "", rendered.text, flags=re.MULTILINE).split())
    assert said <= set(page.words)


def test_every_golden_file_has_its_mail() -> None:
    assert {path.stem for language in LANGUAGES for path in (GOLDEN / language).glob("*")} == set(MAILS)


def test_the_pictures_in_the_documents_are_those_of_the_texts(texts: Renderer) -> None:
    """`make mails` writes them."""
    wanted = pictures(texts)
    assert set(PICTURES.iterdir()) == set(wanted)
    assert [path.name for path, text in wanted.items() if path.read_text(encoding="utf-8") != text] == []


def test_every_template_is_shown_in_every_language() -> None:
    assert {message.template for message in MAILS.values()} == set(Template)
    for language in LANGUAGES:
        written = {path.stem for path in (TEMPLATES / language).glob("*.j2")} - {"frame"}
        assert written == {template.value for template in Template}
    assert set(MAILED) == {type(event) for event in EVENTS.values()} | {ConfirmationRenewed}


def test_names_from_outside_cannot_write_html(texts: Renderer) -> None:
    message = MAILS["attachment-receipt"]
    evil = message.changed(params={**message.params, "organisation": "<script>alert(1)</script> & Söhne"})
    rendered = texts.render(evil, addressee_of(message, "en"))
    assert "<script>" not in rendered.html
    assert "<script>alert(1)</script> & Söhne" in unescape(rendered.html)
    assert "<script>alert(1)</script> & Söhne" in rendered.subject


def test_names_from_outside_cannot_break_a_header(texts: Renderer) -> None:
    message = MAILS["attachment-receipt"]
    evil = message.changed(params={**message.params, "organisation": "Evil\r\nBcc:\u2028all@example"})
    assert "Evil Bcc: all@example" in texts.render(evil, addressee_of(message, "en")).subject


def test_a_language_without_texts_falls_back_to_english(texts: Renderer) -> None:
    message = MAILS["granted"]
    assert texts.render(message, Addressee("a@b.example", "Béla", "hu")).language == "en"


def test_a_missing_parameter_does_not_go_unnoticed(texts: Renderer) -> None:
    with pytest.raises(Exception, match="undefined"):
        texts.render(queued(template=Template.RECEIPT), Addressee("a@b.example"))


def test_templates_hold_no_address_of_their_own() -> None:
    for path in Path(TEMPLATES).rglob("*.j2"):
        assert "://" not in path.read_text(encoding="utf-8")
        assert "@" not in path.read_text(encoding="utf-8")


def shown(texts: Renderer, name: str, language: str = "en") -> str:
    return texts.render(MAILS[name], addressee_of(MAILS[name], language)).text


@pytest.mark.parametrize("name", [name for name, mail in MAILS.items() if isinstance(mail.recipient, ToDuty)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_to_a_function_names_nobody(texts: Renderer, name: str, language: str) -> None:
    assert not any(word in shown(texts, name, language) for word in PERSONAL)


@pytest.mark.rule("F1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_names_both_helpdesks_in_its_words(texts: Renderer, language: str) -> None:
    for name in ("attachment-receipt", "proposal-receipt"):
        said = " ".join(shown(texts, name, language).partition("-- ")[0].split())
        assert f"({', '.join(HELPDESKS)})" in said


@pytest.mark.rule("F3")
@pytest.mark.parametrize("name", ["attachment-helpdesk-copy", "escalated-escalated-helpdesk"])
def test_a_helpdesk_is_asked_to_decide_nothing_and_not_sent_to_itself(texts: Renderer, name: str) -> None:
    text = shown(texts, name)
    assert "nothing for you to do" in text or "The decision is not yours to take" in text
    assert not any(address in text for address in HELPDESKS)


TO_APPLICANT = ["attachment-receipt", "information-requested", "reassigned-request-reassigned", "rejected"]
TO_APPLICANT += ["late-overdue-applicant", "escalated-escalated-applicant"]
TO_VALIDATORS = ["attachment-work-item", "reopened", "reassigned-work-item-reassigned", "nudged", "reminded"]
TO_VALIDATORS += ["late-overdue", "escalated-escalated", "escalated-escalated-superior"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TO_APPLICANT)
def test_the_applicant_is_led_to_the_page_of_the_request(texts: Renderer, name: str, language: str) -> None:
    text = shown(texts, name, language)
    assert f"https://traces.example/requests/{REFERENCE}1\n" in text
    assert f": {REFERENCE}1\n" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TO_VALIDATORS)
def test_the_validator_is_led_to_the_case_and_told_by_when(texts: Renderer, name: str, language: str) -> None:
    text = shown(texts, name, language)
    assert f"https://traces.example/work/{REFERENCE}1\n" in text
    assert "2026 at 23:59" in text or "2026 à 23:59" in text


@pytest.mark.parametrize("name", MAILS)
def test_only_mails_that_may_be_switched_off_say_where(texts: Renderer, name: str) -> None:
    message = MAILS[name]
    may = optional(message.template) and isinstance(message.recipient, ToAccount)
    assert ("You can switch off mails like this one" in " ".join(shown(texts, name).split())) == may
