"""The part of Mailpit's search syntax that people type: words, and `to:`, `from:`, `subject:`, `message-id:`."""

import shlex
from collections.abc import Callable

from deploy.local.mailbox.letter import Letter

FIELDS: dict[str, Callable[[Letter], str]] = {
    "to": lambda letter: " ".join(letter.recipients),
    "from": lambda letter: f"{letter.sender} {letter.message.get('From', '')}",
    "subject": lambda letter: letter.subject,
    "message-id": lambda letter: letter.message_id,
}


def matches(letter: Letter, query: str) -> bool:
    """Whether `letter` fits every term of `query`, regardless of case; an empty query fits all."""
    return all(_fits(letter, term) for term in _terms(query.lower()))


def _terms(query: str) -> list[str]:
    try:
        return shlex.split(query)
    except ValueError:
        return query.split()


def _fits(letter: Letter, term: str) -> bool:
    field, colon, value = term.partition(":")
    if colon and field in FIELDS:
        return value in FIELDS[field](letter).lower()
    everything = (*(read(letter) for read in FIELDS.values()), letter.text, letter.html)
    return any(term in part.lower() for part in everything)
