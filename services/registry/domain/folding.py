"""Folding: names and numbers as the search compares them, whatever their case, accents and punctuation."""

import unicodedata

PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
"""Letters that Unicode does not take apart into a base letter and a mark."""


def fold(text: str) -> str:
    """Words of base letters and digits in lower case, with one space between.

    `ALPRO Comm.V.A.` becomes `alpro comm v a`, `Électricité` `electricite`. Folding twice changes nothing.
    """
    bare = _without_marks(_without_marks(text).casefold()).casefold().translate(PLAIN)
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def compact(text: str) -> str:
    """The same without spaces: how numbers are compared (`BE 0123.456-789` and `be0123456789`)."""
    return fold(text).replace(" ", "")


def grams(folded: str) -> frozenset[str]:
    """All that a search may start from: first letters of words, and any two or three letters in a row within words."""
    found: set[str] = set()
    for word in folded.split():
        found.add(word[0])
        for size in (2, 3):
            found.update(word[i : i + size] for i in range(len(word) - size + 1))
    return frozenset(found)


def starting_gram(token: str) -> str:
    """The gram that everything which contains `token` has; of one letter: everything with a word that begins so."""
    return token[:3]


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
