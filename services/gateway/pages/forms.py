"""Reading a form that a page of ours sent."""

from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from services.gateway.errors import CallerLeft, UnsupportedMediaType

MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_FIELDS = 50


async def read_form(request: Request) -> dict[str, str]:
    """The fields, the last of each name. Raises UnsupportedMediaType, CallerLeft. Unreadable forms have no fields."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise UnsupportedMediaType(f"Send {MEDIA_TYPE}.")
    try:
        body = await request.body()
    except ClientDisconnect as error:
        raise CallerLeft from error
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:
        return {}
