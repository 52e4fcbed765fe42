"""In which language to write."""

from babel.languages import get_official_languages

from services.notify.mailer.dates import LOCALES

ENGLISH = "en"
TEXTS = frozenset(LOCALES)
"""Languages that all texts exist in."""


def choose(language: str, country: str | None) -> str:
    """The person's own language, else the first official one of the country that there are texts in, else English.

    A person whose language has no texts yet gets English.
    """
    if language:
        return language if language in TEXTS else ENGLISH
    official = get_official_languages(country) if country else ()
    return next((one for one in official if one in TEXTS), ENGLISH)
