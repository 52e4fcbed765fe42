"""Many decisions while the store is away: each row says so, and the caller does not wait for each.

Waiting for each takes minutes: the whole list would be answered 503, `time-out`.
"""

from pydantic import SecretStr

from chassis.auth import TokenVerifier
from chassis.runtime import Runtime
from chassis.settings import Settings
from services.validation.service import service
from tests.integration.validation.desk import ISSUER, Desk, TestKeys
from tests.unit.validation.world import INES

NOBODY_LISTENS = "mongodb://127.0.0.1:1/?directConnection=true"


async def test_rows_that_cannot_be_tried_say_so(isolation: str) -> None:
    settings = Settings(
        mongo_uri=SecretStr(NOBODY_LISTENS),
        mongo_database=isolation,
        token_issuer=ISSUER,
        idempotency_secret=SecretStr(isolation),
    )
    keys = TestKeys()
    runtime = Runtime(service, settings)
    runtime.verifier = TokenVerifier(keys, ISSUER)
    rows = [{"request_id": f"req-{number}", "outcome": "validated"} for number in range(50)]
    answer = await Desk(runtime, keys).post(INES, "/work-items/decisions", {"decisions": rows})
    assert answer.status_code == 200
    results = [(item["status"], item["problem"]["code"]) for item in answer.json()["items"]]
    assert results == [(503, "unavailable")] * len(rows)
    runtime.close()
