"""Keyset pagination: a page says where the next one starts; nothing is counted or skipped."""

import base64
import binascii
import json
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from chassis.errors import FieldError, RuleBroken

T = TypeVar("T")

LONGEST_CURSOR = 1200
"""Characters: a position of 200 letters of four bytes each and an id, and what base64 adds to them."""

Limit = Annotated[int, Query(ge=1, le=100, description="Rows a page, 100 at most.")]
Cursor = Annotated[str | None, Query(max_length=LONGEST_CURSOR, description="`next_cursor` of the page before.")]


class Page(BaseModel, Generic[T]):
    """One page of a list; `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None = None


def encode_cursor(position: list[Any]) -> str:
    """An opaque cursor of JSON values. What it is made of must leave it no longer than `LONGEST_CURSOR`."""
    written = json.dumps(position, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> list[Any] | None:
    """The inverse. Raises RuleBroken for a cursor that is none of ours."""
    if cursor is None:
        return None
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise _unknown_cursor() from error
    if not isinstance(position, list):
        raise _unknown_cursor()
    return position


def _unknown_cursor() -> RuleBroken:
    return RuleBroken("This cursor was not made here.", errors=(FieldError("/cursor", "cursor", "unknown cursor"),))
