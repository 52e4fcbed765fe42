"""Many decisions: each row is a transaction of its own, and effectively once under the request's idempotency key."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Sequence

from chassis.errors import DomainError, Unavailable
from chassis.ids import new_id
from chassis.mongo import is_infrastructure
from chassis.unit_of_work import Answer, Staged, Work
from chassis.web import AuthenticatedCall
from chassis.web.tracing import correlation_id, traceparent
from services.validation import queries
from services.validation.answers import DecisionResult
from services.validation.api.bodies import DecisionRow
from services.validation.domain.commands import Decide
from services.validation.domain.request import Request

PATIENCE_SECONDS = 8.0
"""No row is begun later: with the 10 s that one may take at most, the answer still comes in time."""


async def decide_rows(call: AuthenticatedCall, rows: Sequence[DecisionRow]) -> list[DecisionResult]:
    """A result a row, in their order.

    When the store is away, or so slow that the answer would come too late, the rest is not tried (503, as each of them
    alone would be answered) and may be sent again.
    """
    key = call.idempotency_key()
    turns = Counter[str]()
    until = time.monotonic() + PATIENCE_SECONDS
    away: Unavailable | None = None
    results: list[DecisionResult] = []
    for row in rows:
        turns[row.request_id] += 1
        if away is None and time.monotonic() > until:
            away = Unavailable("It took too long; the rest was not tried.")
        try:
            if away is not None:
                raise away
            results.append(await _tried(call, row, _row_key(key, row, turns[row.request_id])))
        except DomainError as error:
            if isinstance(error, Unavailable):
                away = away or Unavailable("The store does not answer; the rest was not tried.")
            results.append(DecisionResult.refused(row.request_id, error))
    return results


async def _tried(call: AuthenticatedCall, row: DecisionRow, key: str | None) -> DecisionResult:
    try:
        return await _decided(call, row, key)
    except Exception as error:
        if not is_infrastructure(error):
            raise
        raise Unavailable("The store does not answer; nothing was done.") from error


async def _decided(call: AuthenticatedCall, row: DecisionRow, key: str | None) -> DecisionResult:
    runtime = call.runtime
    desk = await queries.desk(runtime.store, row.request_id)
    command = Decide(row.request_id, desk.request.organisation.id, call.account_id, **row.decision)  # type: ignore[arg-type]

    def answer(staged: Staged) -> Answer:
        return Answer(200, {"case_status": staged.one(Request).status.value})

    work = Work(
        id=key or new_id(),
        message=command,
        steps=runtime.service.commands[Decide],
        actor=call.account_id,
        correlation_id=correlation_id(call.request),
        traceparent=traceparent(call.request),
        answer=answer,
        keep_answer=key is not None,
        fingerprint=call.fingerprint(row.model_dump_json().encode()) if key else None,
    )
    given = await runtime.unit_of_work.command(work)
    return DecisionResult(request_id=row.request_id, status=given.status, case_status=given.body["case_status"])


def _row_key(key: str | None, row: DecisionRow, turn: int) -> str | None:
    """Names the row that is about its case for the first, second, … time in the list, whatever it decides.

    So another decision on the case under the same key is told from the same one sent again.
    """
    return hashlib.sha256(json.dumps([key, row.request_id, turn]).encode()).hexdigest() if key else None
