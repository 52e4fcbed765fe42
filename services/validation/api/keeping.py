"""Answers that may be kept: under an idempotency key for 24 hours, so without who asks; given with it."""

import json

from fastapi.responses import JSONResponse, Response

from chassis.web import Answer, Call, Staged
from chassis.web.call import REPLAYED_HEADER
from services.validation import queries
from services.validation.domain.request import Request
from services.validation.queries import Desk


def etag_of(sequence: int) -> dict[str, str]:
    """The version of a case, for `If-Match` (rule F10)."""
    return {"ETag": f'"{sequence}"'}


def kept(desk: Desk, staged: Staged) -> Answer:
    """The case as the command left it, without the applicant's name and address."""
    request = staged.one(Request)
    return Answer(200, desk.item(request).without_person().model_dump(mode="json"), etag_of(request.sequence))


async def given(call: Call, desk: Desk, answer: Response) -> Response:
    """A kept answer, with the applicant as he is known now.

    One that is given again passed no guard: it stays without name and address for who may not decide the case any
    more, because his right has ended or the case was handed over meanwhile.
    """
    again = REPLAYED_HEADER in answer.headers
    if again and not await queries.may_decide(call.runtime.store, desk.request, call.account_id):
        return answer
    body = json.loads(bytes(answer.body))
    body["applicant"] = desk.item(desk.request).applicant.model_dump(mode="json")
    headers = {name: value for name, value in answer.headers.items() if name not in ("content-length", "content-type")}
    return JSONResponse(body, status_code=answer.status_code, headers=headers)
