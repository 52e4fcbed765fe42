"""Which texts the pages have, read from templates and code as Babel reads them.

`python -m tests.unit.gateway.pages.extraction` (`make texts`) prints those without translation, ready to be copied
into a catalogue, and the translations that nothing uses any more.
"""

import sys
from collections.abc import Iterable, Iterator

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import normalize

from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.texts import SOURCE, catalogues
from tests.support.source import PROJECT

PAGES = PROJECT / "services" / "gateway" / "pages"
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"newstyle_gettext": "true", "trim_blocks": "true", "silent": "false"}}
KEYWORDS = {"_": None, "N_": None, "say": None, "ngettext": (1, 2), "gettext": None}

Text = str | tuple[str, ...]


def used() -> dict[Text, str]:
    """Every text with the first place that says it."""
    found: dict[Text, str] = {}
    rows = extract_from_dir(str(PAGES), METHODS, OPTIONS, keywords=KEYWORDS)
    for file, line, text, _, _ in rows:
        found.setdefault(tuple(text) if isinstance(text, list | tuple) else text, f"{file}:{line}")
    return found


def translated(language: str) -> Iterator[tuple[Text, Text]]:
    """Every text that a catalogue of this language has, with its translation."""
    for part in catalogues(language):
        for message in part:
            if message.id:
                yield _fixed(message.id), _fixed(message.string or "")


def missing(language: str) -> list[Text]:
    """Texts without a translation."""
    known = {text for text, said in translated(language) if said and all(said)}
    return [text for text in used() if text not in known]


def unused(language: str) -> list[Text]:
    """Translations of texts that are nowhere."""
    wanted = used()
    return [text for text, _ in translated(language) if text not in wanted]


def as_entry(text: Text) -> str:
    """A text as the catalogue writes it, to be translated."""
    if isinstance(text, str):
        return f'msgid {normalize(text)}\nmsgstr ""\n'
    return f'msgid {normalize(text[0])}\nmsgid_plural {normalize(text[1])}\nmsgstr[0] ""\nmsgstr[1] ""\n'


def _fixed(text: str | Iterable[str]) -> Text:
    return text if isinstance(text, str) else tuple(text)


if __name__ == "__main__":
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        places = used()
        for each in missing(language):
            sys.stdout.write(f"#: {places[each]}\n{as_entry(each)}\n")
        for each in unused(language):
            sys.stdout.write(f"# {language}: nothing says this any more\n{as_entry(each)}\n")
