"""Shelves: where the search finds an organisation. One multikey index serves every criterion.

The store has no text index, and scans for regular expressions and for `$all` (messaging runtime, 4.5 and 4.7). So each
organisation names the shelves it stands on; a query takes the most selective one as an equality, reads it in order of
`sort_key`, and filters the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.registry.domain.folding import compact, fold, grams, starting_gram

EVERYTHING = "*"

SORTED_LETTERS = 200
"""So many letters of a name count for its place. Folded, a name can be longer than what people may write."""


@dataclass(frozen=True, slots=True)
class Placing:
    """The derived fields of an organisation. `haystack` holds all folded words that a search may hit."""

    shelves: tuple[str, ...]
    haystack: str
    sort_key: str


def place(*, id: str, kind: str, country: str, name: str, numbers: Sequence[str], living: bool) -> Placing:
    """Where an organisation stands. `numbers` are its TRACES number, codes and identifiers.

    Ended organisations stand on the shelves of their letters only: the helpdesk finds their requests.
    """
    words = [fold(name), *(fold(n) for n in numbers), *(compact(n) for n in numbers)]
    haystack = " ".join(dict.fromkeys(words))
    shelves = {gram_shelf(gram) for gram in grams(haystack)} | {number_shelf(number) for number in numbers}
    if living:
        shelves |= {EVERYTHING, facet_shelf(kind, None), facet_shelf(None, country), facet_shelf(kind, country)}
    return Placing(tuple(sorted(shelves)), haystack, f"{fold(name)[:SORTED_LETTERS]} {id}")


def gram_shelf(gram: str) -> str:
    """Everything with these letters in a row."""
    return f"~{gram}"


def number_shelf(number: str) -> str:
    """Everything with exactly this number, however it is punctuated."""
    return f"={compact(number)}"


def facet_shelf(kind: str | None, country: str | None) -> str:
    """Everything living of this kind, in this country, or both."""
    return f"{kind or EVERYTHING}/{country or EVERYTHING}"


def best_shelf(tokens: Sequence[str], kind: str | None, country: str | None) -> str:
    """The shelf to read for these folded words and criteria: three letters beat facets, facets beat fewer letters."""
    longest = max(tokens, key=len, default="")
    if len(longest) >= 3 or (longest and not kind and not country):
        return gram_shelf(starting_gram(longest))
    return facet_shelf(kind, country) if kind or country else EVERYTHING


def words_pattern(tokens: Sequence[str]) -> str:
    """A pattern of haystacks that hold every token: one letter begins a word, more may stand anywhere in it.

    Tokens are folded: letters and digits only, so nothing in them needs escaping.
    """
    return "^" + "".join(f"(?=.*{token})" if len(token) > 1 else f"(?=(.* )?{token})" for token in tokens)
