"""What a case of a form is: its page, what is typed, and every refusal with the place where it has to be said."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from services.gateway.owners import Owner


class Place(StrEnum):
    """Where a refusal is said: in the summary on top, by a banner in its place, or by a page instead of the form's."""

    SUMMARY = auto()
    BANNER = auto()
    PAGE = auto()


@dataclass(frozen=True)
class Refused:
    """One refusal of the API: where it points to, and the field that it has to be shown beside (empty: on top).

    `said` is what is said where that is not the sentence of the code.
    """

    pointer: str
    code: str
    field: str = ""
    status: int = 422
    place: Place = Place.SUMMARY
    said: str = ""


@dataclass(frozen=True)
class FormCase:
    """A form: its page, where it is sent, what is typed, and what the API may refuse of it.

    `deed` tells it from other forms of the same page that are sent to the same address.
    """

    name: str
    page: str
    action: str
    owner: Owner
    target: tuple[str, str]
    typed: dict[str, Any]
    refusals: tuple[Refused, ...]
    member: bool = True
    deed: str = ""

    @property
    def filled(self) -> dict[str, Any]:
        """What is sent."""
        return {**self.typed, **({"deed": self.deed} if self.deed else {})}


def at(field: str, *codes: str, pointer: str = "") -> tuple[Refused, ...]:
    """These refusals of one field; the pointer is the field's own name unless it is given."""
    return tuple(Refused(pointer or "/" + field.replace(".", "/"), code, field) for code in codes)


def whole(*codes: str, status: int = 409) -> tuple[Refused, ...]:
    """These refusals of the whole form."""
    return tuple(Refused("", code, status=status) for code in codes)


def instead(*codes: str, status: int = 403) -> tuple[Refused, ...]:
    """These refusals after which the form makes no sense any more."""
    return tuple(Refused("", code, status=status, place=Place.PAGE) for code in codes)


BUSY = (*whole("too-many-requests", status=429), *whole("unavailable", "time-out", "outcome-unknown", status=503))
SENT_BEFORE = (*whole("idempotency-key-reused", status=422), *whole("idempotency-key", status=422))
