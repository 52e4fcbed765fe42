"""The commands."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from chassis.broker.admin import BrokerTrouble, KafkaError
from chassis.producer import TooLarge
from chassis.settings import told
from cli import dead_letters, outbox, topics
from cli.bootstrap import Person
from cli.bootstrap import bootstrap as bootstrap_organisation
from cli.screen import console
from cli.service_command import CommandFailed, CommandRefused
from cli.stack import use_stack
from cli.status.command import status

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Tools of the people who run traces-access.")
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(outbox.app, name="outbox")
app.add_typer(topics.app, name="topics")
app.command()(status)
problems = Console(stderr=True, highlight=False)


@app.callback()
def settings(
    stack: Annotated[
        Path | None,
        typer.Option(help="stack.json of an embedded stack. That of `make run` is found when nothing else is said."),
    ] = None,
) -> None:
    """Each service takes its addresses and secrets from the environment, as when it runs."""
    try:
        use_stack(stack)
    except OSError as trouble:
        raise typer.BadParameter(f"{stack}: {trouble.strerror}. Is the stack up?", param_hint="--stack") from None


@app.command()
def bootstrap(
    organisation: Annotated[str, typer.Option(help="Code of the organisation, for example FR-INAO.")],
    email: Annotated[str, typer.Option(help="Address of its first administrator.")],
    first_name: Annotated[str, typer.Option()],
    last_name: Annotated[str, typer.Option()],
    language: Annotated[str, typer.Option(help="ISO 639-1 code of the language for mails and pages.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make the first administrator of an organisation; refused once it has one."""
    done = bootstrap_organisation(organisation, Person(email, first_name, last_name, language))
    if as_json:
        console.print_json(json.dumps(asdict(done)))
        return
    known = "" if done.created else " (the address had an account already)"
    console.print(f"{email} is the administrator of {organisation}{known}.")
    console.print("The password is chosen through the link in the mail, within 90 minutes.")


def main() -> None:
    """Run a command; refusals are sentences and exit with 1, failures with 2."""
    try:
        app()
    except CommandRefused as refused:
        problems.print(f"Refused: {refused} ({refused.code})", soft_wrap=True, markup=False)
        raise SystemExit(1) from None
    except CommandFailed as failed:
        problems.print(str(failed), soft_wrap=True, markup=False)
        raise SystemExit(2) from None
    except ValidationError as error:
        problems.print("\n".join(["Not with these settings:", *told(error)]), soft_wrap=True, markup=False)
        raise SystemExit(2) from None
    except (KafkaError, BrokerTrouble, TooLarge) as trouble:
        problems.print(f"The broker does not do it: {trouble}", soft_wrap=True, markup=False)
        raise SystemExit(2) from None
