"""Free text as it is kept: NFC, without control characters."""

import unicodedata

_LINE = frozenset("\n\t")


def clean_line(text: str) -> str:
    """One line: NFC, control and format characters away, white space collapsed, none at the ends."""
    return " ".join(_visible(text, keep=frozenset(), replace=" ").split())


def clean_message(text: str) -> str:
    """Several lines: NFC, control characters away except line ends and tabs (domain section 4, request message)."""
    return _visible(text.replace("\r\n", "\n").replace("\r", "\n"), keep=_LINE, replace="").strip()


def _visible(text: str, *, keep: frozenset[str], replace: str) -> str:
    kept = (c if c in keep or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"} else replace for c in text)
    return unicodedata.normalize("NFC", "".join(kept))
