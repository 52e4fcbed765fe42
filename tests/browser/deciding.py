"""The validator's side by the API, for tests that look at the applicant's pages only."""

from typing import Any

import httpx

from deploy.local.stack_file import StackFile
from tests.browser.waiting import in_time

NOT_YET = frozenset({403, 404, 409, 503})
"""The case, or what was amended of it, is still on its way to validation; or the store is busy."""


def decide(
    stack: StackFile,
    authority: str,
    request_id: str,
    outcome: str,
    reason: str | None = None,
    administrator: bool | None = None,
) -> None:
    """Decide as the demo account of an authority. Raises AssertionError when that is refused for 90 seconds."""
    account = next(each for each in stack["accounts"] if each["organisation"] == authority)
    credentials = {"email": account["email"], "password": account["password"]}
    body: dict[str, Any] = {"outcome": outcome, "reason": reason, "administrator": administrator}
    with httpx.Client(base_url=f"{stack['gateway']}/api/v1", trust_env=False, timeout=20) as http:
        token = http.post("/sessions", json=credentials).raise_for_status().json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"

        def decided() -> bool:
            answer = http.post(f"/work-items/{request_id}/decision", json=body)
            assert answer.is_success or answer.status_code in NOT_YET, answer.text
            return answer.is_success

        in_time(decided, f"the decision on {request_id}")
