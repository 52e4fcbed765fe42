"""The commands of the embedded stack."""

import asyncio
import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from deploy.local import kafka_jars, remote
from deploy.local.foreground import Purpose, run_stack, stay
from deploy.local.layout import Layout
from deploy.local.memory import resident_mib
from deploy.local.options import Options
from deploy.local.play import play
from deploy.local.service_spec import real_services
from deploy.local.store import CACHE_MB
from deploy.trouble import StackTrouble

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The embedded stack: everything on this machine.")
console = Console(stderr=True, highlight=False)

Folder = Annotated[Path, typer.Option("--dir", help="Where data, logs and stack.json live.")]
Replicas = Annotated[int, typer.Option(min=1, max=4, help="Processes of each service.")]
Name = Annotated[str, typer.Argument(help="A process as stack.json names it, for example registry-2.")]
GatewayPort = Annotated[int | None, typer.Option(help="Port of pages and API [default: 8080, or a free one].")]
MailboxPort = Annotated[int | None, typer.Option(help="Port of the mailbox's page [default: 8025, or a free one].")]
SmtpPort = Annotated[int | None, typer.Option(help="Port of the mailbox's SMTP [default: a free one].")]
StoreCache = Annotated[int, typer.Option(min=64, help="Memory of the store's cache, in MB.")]
BackingOnly = Annotated[bool, typer.Option("--backing-only", help="Only Kafka, store and mailbox, no services.")]
Kill = Annotated[bool, typer.Option("--kill", help="Kill it instead of stopping it cleanly.")]
HERE = Path(".local")


@app.command()
def run(
    folder: Folder = HERE,
    replicas: Replicas = 1,
    gateway_port: GatewayPort = None,
    mailbox_port: MailboxPort = None,
    smtp_port: SmtpPort = None,
    store_cache_mb: StoreCache = CACHE_MB,
    backing_only: BackingOnly = False,
) -> None:
    """Start everything and stay until Ctrl-C."""
    services = () if backing_only else real_services()
    options = Options(
        folder,
        services,
        replicas,
        gateway_port=gateway_port,
        mailbox_port=mailbox_port,
        smtp_port=smtp_port,
        usual_ports=not backing_only,
        store_cache_mb=store_cache_mb,
    )
    _foreground(options, stay)


@app.command()
def demo(folder: Folder = HERE, replicas: Replicas = 1) -> None:
    """Start everything, play the guide once, stop; the exit code is the demo's."""
    _foreground(Options(folder, real_services(), replicas, usual_ports=True), play)


@app.command()
def stop(folder: Folder = HERE) -> None:
    """Stop the stack that runs in another terminal."""
    console.print(remote.stop(Layout(folder.resolve())))


@app.command()
def status(folder: Folder = HERE) -> None:
    """Show what runs."""
    about = remote.read(Layout(folder.resolve()))
    for name, pid in about["processes"].items():
        console.print(f"  {name:14} process {pid:7} {about['services'].get(name, '')}")
    console.print(f"  {resident_mib(about['processes'].values())} MiB resident")


@app.command()
def hold(name: Name, folder: Folder = HERE, kill: Kill = False) -> None:
    """Stop one process and keep it stopped until `release`."""
    remote.hold(Layout(folder.resolve()), name, kill=kill)


@app.command()
def release(name: Name, folder: Folder = HERE) -> None:
    """Let a held process run again."""
    remote.release(Layout(folder.resolve()), name)


def _foreground(options: Options, purpose: Purpose) -> None:
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # the probes say what matters
    kafka_jars.class_path()  # a first download belongs before the loop: Ctrl-C ends it at once
    raise typer.Exit(asyncio.run(run_stack(options, purpose, console)))


def main() -> None:
    """Run a command; troubles are sentences, not tracebacks."""
    try:
        app()
    except StackTrouble as trouble:
        console.print(str(trouble), soft_wrap=True, markup=False)
        raise SystemExit(1) from None
