"""What the pages say. Texts stand in code and templates in English; `<language>/<area>.po` translates them.

Catalogues are read when the gateway starts (nothing is compiled). A text that has no translation is shown in English,
and a test fails.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from services.gateway.pages.texts.french import spaced

SOURCE = "en"


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark a text for translation where it is data; whoever shows it translates it."""
    return text


@cache
def translations(language: str) -> Translations:
    """All texts of a language. Raises LookupError for one that the pages do not speak."""
    merged = Catalog(locale=language)
    for part in catalogues(language):
        for message in part:
            if message.id:
                merged.add(message.id, _set(message.string or "", language), context=message.context)
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)


def catalogues(language: str) -> Iterator[Catalog]:
    """The catalogues of a language, one an area; English needs none."""
    if language == SOURCE:
        return
    for file in sorted((files(__name__) / language).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".po"):
            yield read_po(BytesIO(file.read_bytes()), locale=language)


def _set(text: str | tuple[str, ...] | list[str], language: str) -> str | tuple[str, ...]:
    """The text with the spaces that printing in this language asks for."""
    if language != "fr":
        return text if isinstance(text, str) else tuple(text)
    return spaced(text) if isinstance(text, str) else tuple(spaced(each) for each in text)
