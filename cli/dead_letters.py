"""`traces-access dead-letters`: what could not be handled, and what to do about it."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated, Any

import typer
from rich.progress import Progress, TaskID
from rich.table import Table

from chassis.dead_letters import Letter, Repair, ValueLeftOut, Wanted
from chassis.settings import Settings
from cli.screen import console, harmless
from cli.service_command import CommandRefused
from contracts.topics import SERVICES

app = typer.Typer(no_args_is_help=True, help="Events that a service could not handle: look, send back, let be.")

Service = Annotated[list[str] | None, typer.Option("--service", help="Only these services; all when left out.")]
Type = Annotated[str | None, typer.Option("--type", help="Only this event, for example RequestRouted.")]
Since = Annotated[datetime | None, typer.Option("--since", help="Only what was set aside since then (UTC).")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many, the oldest first.")]
Place = Annotated[list[str] | None, typer.Option("--place", help="Only these, by partition:offset.")]
Rate = Annotated[float | None, typer.Option("--rate", min=0.1, help="At most so many a second.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command("list")
def list_(
    service: Service = None,
    type: Type = None,
    since: Since = None,
    limit: Limit = None,
    place: Place = None,
    as_json: AsJson = False,
) -> None:
    """List the letters that wait."""
    wanted = Wanted(type, _utc(since), tuple(place or ()), limit)
    letters = [letter for _, found in _found(service, wanted) for letter in found]
    if as_json:
        for letter in letters:
            typer.echo(json.dumps(_summary(letter)))
        return
    table = Table(title=f"{len(letters)} dead letters")
    for column in ("service", "place", "since", "event", "reason", "exception"):
        table.add_column(column, overflow="fold")
    for letter in letters:
        at = letter.at.isoformat(timespec="seconds")
        said = (harmless(text) for text in (_name(letter), _reason(letter), letter.exception))
        table.add_row(letter.service, letter.place, at, *said)
    console.print(table)


@app.command()
def show(
    service: Service = None,
    type: Type = None,
    since: Since = None,
    limit: Limit = None,
    place: Place = None,
    as_json: AsJson = False,
) -> None:
    """Show letters whole, with headers and value. The value of account events holds personal data."""
    for _, letters in _found(service, Wanted(type, _utc(since), tuple(place or ()), limit)):
        for letter in letters:
            whole = {**_summary(letter), "headers": _headers(letter), "value": _text(letter.value)}
            typer.echo(json.dumps(whole, indent=None if as_json else 2))


@app.command()
def replay(
    service: Service = None,
    type: Type = None,
    since: Since = None,
    limit: Limit = None,
    place: Place = None,
    rate: Rate = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send letters back to their service, with the same event ids. Safe to repeat.

    Those whose value was too large to be set aside are refused, at the end, and wait on.
    """
    wanted = Wanted(type, _utc(since), tuple(place or ()), limit)
    refused: list[Letter] = []
    for repair, found in _found(service, wanted):
        letters = [letter for letter in found if letter.left_out is None]
        refused += [letter for letter in found if letter.left_out is not None]
        with _progress(letters, "replayed", dry_run, as_json) as told:
            if not dry_run:
                asyncio.run(repair.replay(letters, rate=rate, told=told))
    if refused:
        raise CommandRefused("value-left-out", "\n".join(str(ValueLeftOut(letter)) for letter in refused))


@app.command()
def drop(
    service: Service = None,
    type: Type = None,
    since: Since = None,
    limit: Limit = None,
    place: Place = None,
    rate: Rate = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Let letters be: they stay readable on the topic and do not wait any more."""
    wanted = Wanted(type, _utc(since), tuple(place or ()), limit)
    for repair, letters in _found(service, wanted):
        with _progress(letters, "dropped", dry_run, as_json) as told:
            if not dry_run:
                asyncio.run(repair.drop(letters, rate=rate, told=told))


def _found(services: list[str] | None, wanted: Wanted) -> list[tuple[Repair, list[Letter]]]:
    """The letters of each service; a limit is one for all of them together."""
    settings = Settings()
    for name in services or ():
        if name not in SERVICES:
            raise typer.BadParameter(f"{name} has no dead letters; one of {', '.join(SERVICES)}")
    repairs = [Repair(settings.broker, name, settings.topic_prefix) for name in services or SERVICES]
    found = [asyncio.run(repair.waiting(wanted)) for repair in repairs]
    oldest = sorted(chain.from_iterable(found), key=lambda letter: letter.at)[: wanted.limit]
    chosen = {(letter.service, letter.place) for letter in oldest}
    return [
        (repair, [each for each in letters if (each.service, each.place) in chosen])
        for repair, letters in zip(repairs, found, strict=True)
    ]


@contextmanager
def _progress(letters: list[Letter], done: str, dry_run: bool, as_json: bool) -> Iterator[Any]:
    """Tell each letter: as JSON lines, or by a bar and a sum."""
    word = f"would be {done}" if dry_run else done
    if as_json:
        for letter in letters if dry_run else ():
            typer.echo(json.dumps({**_summary(letter), "done": word}))
        yield lambda letter: typer.echo(json.dumps({**_summary(letter), "done": word}))
        return
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task: TaskID = progress.add_task(word, total=len(letters))
        yield lambda _: progress.advance(task)
    if letters:
        console.print(f"{letters[0].service}: {len(letters)} {word}.")


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _name(letter: Letter) -> str:
    return letter.type.split(".")[-2] if letter.type.count(".") > 1 else letter.type or "?"


def _reason(letter: Letter) -> str:
    return letter.reason if letter.left_out is None else f"{letter.reason}; without its value"


def _headers(letter: Letter) -> dict[str, Any]:
    """By name; of one that repeats all values, in order."""
    found: dict[str, list[str | None]] = {}
    for name, value in letter.headers:
        found.setdefault(name, []).append(_text(value))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode(errors="replace")


def _summary(letter: Letter) -> dict[str, Any]:
    return {
        "service": letter.service,
        "place": letter.place,
        "at": letter.at.isoformat(),
        "type": letter.type,
        "event_id": letter.event_id,
        "reason": letter.reason,
        "exception": letter.exception,
        "attempts": letter.attempts,
        "origin": letter.origin,
        "left_out": letter.left_out,
    }
