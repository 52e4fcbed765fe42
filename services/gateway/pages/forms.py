"""Reading a form that a page of ours sent."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from services.gateway.errors import CallerLeft, UnsupportedMediaType

MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_FIELDS = 1000


MOST_DIGITS = 15


def whole_number(written: str) -> int | None:
    """The number that a page of ours put into a form; None for what somebody else put there instead."""
    return int(written) if written.isdecimal() and len(written) <= MOST_DIGITS else None


class Form:
    """The fields of a form by name. Every text comes as it was typed; a field that was not sent is empty."""

    def __init__(self, fields: Mapping[str, list[str]] | None = None) -> None:
        self._fields = dict(fields or {})

    def __getitem__(self, name: str) -> str:
        """The last value of a field."""
        return self._fields.get(name, [""])[-1]

    def text(self, name: str) -> str:
        """The value without blanks around it, line ends as one sign each."""
        return self[name].replace("\r\n", "\n").strip()

    def every(self, name: str) -> list[str]:
        """All values of a field that may occur several times (boxes to tick)."""
        return list(self._fields.get(name, []))

    @property
    def fields(self) -> dict[str, list[str]]:
        """All fields with all their values."""
        return {name: list(values) for name, values in self._fields.items()}

    def ticked(self, name: str) -> bool:
        """Whether a single box is ticked."""
        return name in self._fields

    def __contains__(self, name: object) -> bool:
        return name in self._fields


async def read_form(request: Request) -> Form:
    """The fields. Raises UnsupportedMediaType, CallerLeft. Unreadable forms have no fields."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise UnsupportedMediaType(f"Send {MEDIA_TYPE}.")
    try:
        body = await request.body()
    except ClientDisconnect as error:
        raise CallerLeft from error
    try:
        return Form(parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:
        return Form()
