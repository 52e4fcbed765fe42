"""Every text of the pages is there in every language, and no catalogue holds what nothing says."""

import re

import pytest

from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.texts import SOURCE, translations
from services.gateway.pages.texts.french import NARROW, NO_BREAK, spaced
from tests.support.source import PROJECT
from tests.unit.gateway.pages.extraction import Text, as_entry, missing, translated, unused, used

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?\w+>")
FOLDER = PROJECT / "services" / "gateway" / "pages" / "texts"
MOST_LINES = 300
OTHERS = [language for language in LANGUAGES if language != SOURCE]


def listed(texts: list[Text]) -> str:
    return "\n".join(as_entry(text) for text in texts)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    assert not missing(language), listed(missing(language))


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_is_used(language: str) -> None:
    assert not unused(language), listed(unused(language))


@pytest.mark.parametrize("language", OTHERS)
def test_each_catalogue_reads_in_one_sitting(language: str) -> None:
    lengths = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in (FOLDER / language).iterdir()}
    assert len(lengths) > 10
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_translated_in_two_ways(language: str) -> None:
    known: dict[Text, Text] = {}
    for text, said in translated(language):
        assert known.setdefault(text, said) == said, text


@pytest.mark.parametrize("language", OTHERS)
def test_translations_hold_the_same_values_and_marks(language: str) -> None:
    for text, said in translated(language):
        wanted = text if isinstance(text, str) else text[1]
        for each in (said,) if isinstance(said, str) else said:
            assert sorted(PLACEHOLDER.findall(each)) == sorted(PLACEHOLDER.findall(wanted)), text


def test_texts_are_found_where_they_are_written() -> None:
    places = used()
    assert places["Skip to the content"].startswith("templates/layout.html")
    assert places["Enter your password."].startswith("account/login.py")
    assert places["Log in first."].startswith("sentences/shapes.py")


def test_a_text_is_said_in_the_language() -> None:
    assert translations("fr").ugettext("Log out") == "Se déconnecter"
    assert translations("en").ugettext("Log out") == "Log out"


def test_french_signs_stay_with_their_words() -> None:
    assert spaced("Prêt ? Oui : « voilà » !") == (f"Prêt{NARROW}? Oui{NO_BREAK}: «{NO_BREAK}voilà{NO_BREAK}»{NARROW}!")
    assert spaced("à 10:30, voir a?b=c") == "à 10:30, voir a?b=c"
