"""Console commands of an authority about operators: stop one for a while, let it go on, end it.

The public API has no path for these (design section 7); whoever may run a console has the authority's word.
"""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints, ValidationError

from chassis.errors import RuleBroken
from chassis.runtime import Runtime
from chassis.unit_of_work import Answer, Staged
from services.registry.domain.errors import UnknownOrganisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.organisation_commands import DeleteOperator, ReinstateOperator, SuspendOperator

ACTOR = "system:console"


class Stop(BaseModel):
    """What these commands read: which operator, and why (told to its users)."""

    traces_number: str
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


async def suspend_operator(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """`{"traces_number", "reason"}` -> `{"organisation_id", "status"}`: its users keep their rights but cannot act.

    Raises UnknownOrganisation, WrongState, RuleBroken.
    """
    return await _run(runtime, request, SuspendOperator)


async def reinstate_operator(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """The same: a suspended operator is valid again."""
    return await _run(runtime, request, ReinstateOperator)


async def delete_operator(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """The same: it is gone for good, and open requests and rights on it with it."""
    return await _run(runtime, request, DeleteOperator)


async def _run(
    runtime: Runtime,
    request: dict[str, Any],
    command: Callable[[str, str], SuspendOperator | ReinstateOperator | DeleteOperator],
) -> dict[str, Any]:
    try:
        stop = Stop.model_validate(request)
    except ValidationError as error:
        raise RuleBroken("; ".join(f"{each['loc']}: {each['msg']}" for each in error.errors())) from None
    found = await runtime.store.find(Organisation, {"traces_number": stop.traces_number}, limit=1)
    if not found:
        raise UnknownOrganisation

    def tell(staged: Staged) -> Answer:
        stopped = staged.one(Organisation)
        return Answer(200, {"organisation_id": stopped.id, "status": stopped.status.value})

    answer = await runtime.execute(command(found[0].id, stop.reason), tell, actor=ACTOR)
    body: dict[str, Any] = answer.body
    return body
