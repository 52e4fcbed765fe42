"""Every mail renders in both languages, as text and as HTML that says the same."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from services.notify.domain.planning import Addressee
from services.notify.domain.template import Template
from services.notify.mailer.rendering import Renderer
from services.notify.mailer.texts import TEMPLATES
from tests.unit.notify.mail import queued
from tests.unit.notify.rendering import EVENTS, GOLDEN, LANGUAGES, addressee_of, as_text, mails, renderer

MAILS = mails()
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


def test_every_template_is_shown_in_every_language() -> None:
    assert {message.template for message in MAILS.values()} == set(Template)
    for language in LANGUAGES:
        written = {path.stem for path in (TEMPLATES / language).glob("*.j2")} - {"frame"}
        assert written == {template.value for template in Template}
    assert EVENTS


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
