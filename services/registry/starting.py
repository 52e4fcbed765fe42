"""What is done before registry is ready: reference data goes in, through the command that everything else uses."""

import structlog

from chassis.ids import new_id
from chassis.mongo import Store
from chassis.numbers import next_number, numbers_begin_after
from chassis.runtime import Runtime
from chassis.unit_of_work import Outcome, Work
from services.registry.commands import COMMANDS
from services.registry.domain.commands import RegisterOrganisation
from services.registry.reference import digest, last_traces_numbers, organisations, read_all

ACTOR = "system:reference"

log = structlog.get_logger(__name__)


async def load_reference_data(runtime: Runtime) -> None:
    """Register what is new or changed. A row that has been taken in is known by its digest: one read for all.

    A row that is refused (a proposal has its code) is told of as an error, left out, and tried again at the next start.
    """
    read_all()
    for country, last in last_traces_numbers().items():
        await numbers_begin_after(runtime.store, counter_of(country), last)
    works = [
        Work(
            id=f"reference:{command.organisation_id}:{digest(command)}",
            message=command,
            steps=COMMANDS[RegisterOrganisation],
            actor=ACTOR,
            correlation_id=new_id(),
            keep_refusal=False,
        )
        for command in organisations()
    ]
    for work, result in zip(works, await runtime.unit_of_work.batch(works), strict=True):
        if result.outcome is Outcome.REFUSED:
            row: RegisterOrganisation = work.message
            log.error("reference.refused", row=row.code or row.traces_number, why=str(result.error))


async def draw_traces_number(store: Store, country: str) -> str:
    """The next TRACES number of a country. Drawn before the transaction, and never given out again."""
    return f"{country}-ORG-OP-{await next_number(store, counter_of(country))}"


def counter_of(country: str) -> str:
    """Name of the counter of a country."""
    return f"traces-number {country}"
