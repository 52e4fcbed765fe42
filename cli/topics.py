"""`traces-access topics`: the contracts' table of topics against the broker."""

import asyncio
import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from chassis.broker.plan import Difference, Remedy
from chassis.broker.plan import apply as apply_to
from chassis.broker.plan import plan as plan_of
from chassis.broker.topics import prefixed
from chassis.settings import Settings
from cli.screen import console
from contracts.topics import TOPICS

app = typer.Typer(no_args_is_help=True, help="Compare the topics with the contracts, and make them so.")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a difference, a line.")]

DOES = {
    Remedy.CREATE: "`topics apply` creates it",
    Remedy.SET: "`topics apply` sets it",
    Remedy.GROW: "`topics apply --grow`, once nothing of the topic waits to be read (`traces-access status`)",
    Remedy.COPY: "left to you: give it copies on more brokers with Kafka's kafka-reassign-partitions.sh",
    Remedy.NONE: "left to you: it would delete events that may still be needed",
}


@app.command()
def plan(as_json: AsJson = False) -> None:
    """Say what differs, and change nothing. Exits with 1 when something does."""
    settings = Settings()
    wanted = prefixed(TOPICS, settings.topic_prefix)
    _tell(asyncio.run(plan_of(settings.broker, wanted, replication=settings.kafka_replication)), as_json)


@app.command()
def apply(
    grow: Annotated[bool, typer.Option("--grow", help="Also give topics the partitions they lack.")] = False,
    as_json: AsJson = False,
) -> None:
    """Create what is missing and set what may be set. Nothing is deleted, nothing shrinks.

    Exits with 1 while something differs. KAFKA_REPLICATION is how many copies topics get that are created.
    """
    settings = Settings()
    wanted = prefixed(TOPICS, settings.topic_prefix)

    async def applied() -> list[Difference]:
        before = await plan_of(settings.broker, wanted, replication=settings.kafka_replication)
        after = await apply_to(settings.broker, wanted, growing=grow, replication=settings.kafka_replication)
        for each in before:
            if each not in after and not as_json:
                console.print(f"{each.topic}: {each.what} is {each.wanted} now.")
        return after

    _tell(asyncio.run(applied()), as_json)


def _tell(found: list[Difference], as_json: bool) -> None:
    if as_json:
        for each in found:
            typer.echo(json.dumps(asdict(each)))
    elif found:
        table = Table("topic", "what", "is", "wanted", "what to do", title=f"{len(found)} differences")
        for each in found:
            table.add_row(each.topic, each.what, each.is_ or "missing", each.wanted, DOES[each.remedy])
        console.print(table)
    else:
        console.print(f"All {len(TOPICS)} topics are as the contracts want them.")
    if found:
        raise typer.Exit(1)
