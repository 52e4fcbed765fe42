"""The command: look once, or again and again."""

import json
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, NoReturn

import typer

from cli.screen import console
from cli.status.findings import findings
from cli.status.gathering import Report, reports
from cli.status.tables import figures, sentences
from contracts.topics import SERVICES


def status(
    service: Annotated[list[str] | None, typer.Option("--service", help="Only these; all when left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, or one a look with --watch.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Look again and again, until Ctrl-C.")] = False,
    every: Annotated[float, typer.Option("--every", min=1.0, help="Seconds between two looks.")] = 5.0,
) -> None:
    """Say how the system is and what to do where it hangs. Exits with 1 when something does, unless it watches."""
    wanted = service or list(SERVICES)
    for name in wanted:
        if name not in SERVICES:
            raise typer.BadParameter(f"{name} has nothing to say; one of {', '.join(SERVICES)}")
    if not watch:
        raise typer.Exit(1 if _tell(reports(wanted), as_json) else 0)
    with suppress(KeyboardInterrupt):
        _watch(wanted, as_json, every)


def _watch(services: list[str], as_json: bool, every: float) -> NoReturn:
    while True:
        begun = time.monotonic()
        found = reports(services)
        if not as_json:
            console.clear()
        _tell(found, as_json)
        time.sleep(max(0.0, begun + every - time.monotonic()))


def _tell(found: list[Report], as_json: bool) -> bool:
    """Print; whether anything hangs."""
    hangs = findings(found)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    if as_json:
        typer.echo(json.dumps({"at": at, "services": found, "findings": [asdict(each) for each in hangs]}))
    else:
        console.print(at)
        console.print(figures(found))
        for sentence in sentences(hangs):
            console.print(sentence, soft_wrap=True)
    return bool(hangs)
