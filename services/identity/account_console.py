"""Console commands about accounts: stop one for a while, let it go on.

The public API has no path for these (design section 7); whoever may run a console has the authority's word.
"""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from chassis.errors import RuleBroken
from chassis.runtime import Runtime
from chassis.unit_of_work import Answer, Staged
from services.identity.domain.account import Account
from services.identity.domain.suspension import AccountUnknown, ReinstateAccount, SuspendAccount
from services.identity.queries import account_by_address
from services.identity.subkeys import comparable

ACTOR = "system:console"


class Stop(BaseModel):
    """What these commands read: whose account, by its address, and why (told to the owner)."""

    model_config = ConfigDict(extra="forbid")

    email: str
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


async def suspend_account(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """`{"email", "reason"}` -> `{"account_id", "status"}`: nobody can log in, whoever is logged in is out at once.

    Raises AccountUnknown, IllegalTransition, RuleBroken.
    """
    return await _run(runtime, request, SuspendAccount)


async def reinstate_account(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """The same: a suspended account is active again, with the password it had."""
    return await _run(runtime, request, ReinstateAccount)


async def _run(
    runtime: Runtime, request: dict[str, Any], command: Callable[[str, str], SuspendAccount | ReinstateAccount]
) -> dict[str, Any]:
    try:
        stop = Stop.model_validate(request)
    except ValidationError as error:
        raise RuleBroken("; ".join(f"{each['loc']}: {each['msg']}" for each in error.errors())) from None
    account = await account_by_address(runtime.store, comparable(stop.email))
    if account is None:
        raise AccountUnknown

    def tell(staged: Staged) -> Answer:
        after = staged.one(Account)
        return Answer(200, {"account_id": after.id, "status": after.status.value})

    answer = await runtime.execute(command(account.id, stop.reason), tell, actor=ACTOR)
    body: dict[str, Any] = answer.body
    return body
