"""What can be done with a request of one's own, and every refusal of it: answering, withdrawing, reminding."""

from typing import Any

from services.gateway.owners import Owner
from tests.integration.gateway.pages.cases import REQUEST, tell
from tests.integration.gateway.pages.conftest import Upstreams
from tests.integration.gateway.pages.form_case import BUSY, SENT_BEFORE, FormCase, Refused, at, whole
from tests.integration.gateway.pages.proposal import ALPRO, PROPOSED

ASKED: dict[str, Any] = {
    **REQUEST,
    "request_id": "r1",
    "status": "INFO_REQUIRED",
    "organisation": ALPRO,
    "question": "Which street?",
    "timeline": [{**REQUEST["timeline"][0], "who": "you"}],
    "next_step": {"code": "give-information", "text": "Answer."},
}
NUDGE = {"code": "may-nudge", "text": "Remind it."}
LATE = {**ASKED, "request_id": "r2", "status": "REQUESTED", "question": None, "next_step": NUDGE}


def doing(deed: str, request: str, path: str, typed: dict[str, Any], *refusals: Refused) -> FormCase:
    """A form of the page of this request."""
    page = f"/requests/{request}"
    common = (*whole("already-settled"), *whole("not-your-request", status=403), *SENT_BEFORE, *BUSY)
    target = ("POST", f"/api/v1{page}/{path}")
    return FormCase(deed, page, page, Owner.REGISTRY, target, typed, (*refusals, *common), deed=deed)


DEEDS = (
    doing(
        "answer",
        "r1",
        "information",
        {"message": "Number 2,\nthe new one."},
        *at("message", "message-missing", "string_too_long"),
        *whole("nothing-asked"),
    ),
    doing("withdraw", "r1", "withdrawal", {}),
    doing("nudge", "r2", "nudges", {}, *whole("information-pending"), *whole("nudged-lately", status=429)),
)


def introduce_requests(upstreams: Upstreams) -> None:
    """One request that a question was asked about, and one that is late; both propose the same operator."""
    for request in (ASKED, LATE):
        tell(upstreams, Owner.REGISTRY, "GET", f"/requests/{request['request_id']}", request)
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/o1", PROPOSED, ETag='"3"')
