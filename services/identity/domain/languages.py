"""Languages that mails are written in (rule A7): the 24 official ones of the Union."""

from chassis.errors import FieldError

LANGUAGES = frozenset(
    {
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fi",
        "fr",
        "ga",
        "hr",
        "hu",
        "it",
        "lt",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "sv",
    }
)
"""ISO 639-1 (domain section 4)."""


def language_problem(language: str, pointer: str) -> FieldError | None:
    """What is wrong with a language code, None for a good one."""
    if language in LANGUAGES:
        return None
    return FieldError(
        pointer, "language-unknown", "The language is one of the 24 official ones, by its ISO 639-1 code."
    )
