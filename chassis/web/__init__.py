"""HTTP in: the FastAPI application of a service, its problem details, idempotency keys, pages and health."""

from chassis.unit_of_work import Answer, Staged
from chassis.web.call import AuthenticatedCall, Call, OpenCall
from chassis.web.documented import refusals
from chassis.web.paging import Cursor, Limit, Page, decode_cursor, encode_cursor

__all__ = [
    "Answer",
    "AuthenticatedCall",
    "Call",
    "Cursor",
    "Limit",
    "OpenCall",
    "Page",
    "Staged",
    "decode_cursor",
    "encode_cursor",
    "refusals",
]
