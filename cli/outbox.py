"""`traces-access outbox`: what services have published and kept."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.progress import Progress

from cli.followed import follow
from cli.screen import console
from contracts.topics import SERVICES

app = typer.Typer(no_args_is_help=True, help="Events that services have published and kept.")


@app.callback()
def kept() -> None:
    """Published events are kept for good: they are the audit trail."""


@app.command()
def republish(
    service: Annotated[list[str] | None, typer.Option("--service", help="Only of these; all when left out.")] = None,
    since: Annotated[datetime | None, typer.Option("--since", help="Only what happened since then (UTC).")] = None,
    type: Annotated[str | None, typer.Option("--type", help="Only this event, for example OperatorProposed.")] = None,
    rate: Annotated[float | None, typer.Option("--rate", min=0.1, help="At most so many a second.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a service, a line.")] = False,
) -> None:
    """Publish kept events again, the same to the byte: for a new consumer, or one that lost what it had.

    Whoever has handled an event absorbs it. Events older than 90 days are refused: by then that is forgotten.
    """
    if since is None and type is None:
        raise typer.BadParameter("say --since, --type or both: everything is never meant", param_hint="--since")
    for name in service or SERVICES:
        if name not in SERVICES:
            raise typer.BadParameter(f"{name} publishes nothing; one of {', '.join(SERVICES)}")
    request = {
        "since": None if since is None else since.replace(tzinfo=UTC).isoformat(),
        "type": type,
        "rate": rate,
        "dry_run": dry_run,
    }
    for name in service or SERVICES:
        _tell(_sent(name, request, quiet=as_json), as_json)


def _sent(service: str, request: dict[str, Any], *, quiet: bool) -> dict[str, Any]:
    with Progress(console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task(service, total=None)
        return follow(service, "republish", request, lambda done, of: progress.update(task, completed=done, total=of))


def _tell(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(answer))
        return
    word = "would be published" if answer["dry_run"] else "published"
    kinds = ", ".join(f"{count} {event}" for event, count in answer["types"].items())
    console.print(f"{answer['service']}: {answer['events']} events {word} again{f' ({kinds})' if kinds else ''}.")
