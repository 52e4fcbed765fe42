"""Beginnings of words: how people and places are found by whoever looks for a request (rule F3).

As with shelves there is no text index to rely on: each row names the first letters of its words in a multikey index. A
query takes those of its longest word as an equality and filters the rest. Beginnings are few (a street has five or six,
where letters in a row within words are fifty), and nobody looks for the middle of a name or a street.
"""

from collections.abc import Sequence

from services.registry.domain.folding import compact, fold

LETTERS = 3
"""As many are indexed. A shorter word of a query must be a whole word, unless a longer one is beside it."""


def beginnings(folded: str) -> tuple[str, ...]:
    """What folded words are found by."""
    return tuple(sorted({word[:LETTERS] for word in folded.split()}))


def whole_address(email: str) -> str:
    """What a mail address is found by when it is known exactly: many have the words of a large provider."""
    return f"@{compact(email)}"


def best_beginning(tokens: Sequence[str]) -> str:
    """The beginning to read for these folded words, of which there is at least one."""
    return max(tokens, key=len)[:LETTERS]


def beginnings_pattern(tokens: Sequence[str]) -> str:
    """A pattern of folded words of which some begin with each token. Tokens are letters and digits: no escaping."""
    return "^" + "".join(f"(?=(.* )?{token})" for token in tokens)


def folded_together(*texts: str) -> str:
    """Words of several texts, each once."""
    return " ".join(dict.fromkeys(word for text in texts for word in fold(text).split()))
