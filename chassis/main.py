"""`python -m services.<name> [api|worker|all|command <which>]`."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import Coroutine
from typing import Any, TextIO

import structlog
import uvloop
from pydantic import ValidationError

from chassis import spans, telemetry
from chassis.console import COMMANDS, say
from chassis.errors import DomainError
from chassis.mongo import NotAReplicaSet
from chassis.process import Process
from chassis.runtime import Runtime
from chassis.service import Console, Service
from chassis.settings import Settings, told

MODES = ("api", "worker", "all")

log = structlog.get_logger(__name__)


def main(service: Service) -> None:
    """Run what the command line asks for and exit: 0 after a clean stop, 1 when a part died, 2 for a wrong call."""
    match sys.argv[1:] or ["all"]:
        case [mode] if mode in MODES:
            sys.exit(_run(_serve(_runtime(service, service.settings, sys.stdout), mode)))
        case ["command", which] if which in service.console:
            sys.exit(asyncio.run(_command(_runtime(service, service.settings, sys.stderr), service.console[which])))
        case ["command", which] if which in COMMANDS and service.aggregates:
            runtime = _runtime(service, Settings, sys.stderr, secret=False)
            sys.exit(asyncio.run(_command(runtime, COMMANDS[which], prepared=False)))
        case _:
            known = [*service.console, *(COMMANDS if service.aggregates else ())]
            calls = " | ".join([*MODES, *(f"command {which}" for which in known)])
            sys.exit(f"usage: python -m services.{service.name} [{calls}]")


def _run(serving: Coroutine[Any, Any, int]) -> int:
    """In uvloop's event loop, as is that of the Kafka client's own thread (docs/performance.md)."""
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    return asyncio.run(serving)


def _runtime(service: Service, needed: type[Settings], log_to: TextIO, *, secret: bool = True) -> Runtime:
    settings = _settings(service, needed, secret)
    telemetry.configure(service.name, settings.slot, settings.log_level, log_to)
    spans.configure(service.name, settings.slot, settings.otel_exporter_otlp_endpoint)
    return Runtime(service, settings)


def _settings(service: Service, needed: type[Settings], secret: bool) -> Any:
    try:
        settings = needed()
    except ValidationError as error:
        sys.exit("\n".join([f"{service.name} cannot start with these settings:", *told(error)]))
    if secret and service.aggregates and not settings.idempotency_secret.get_secret_value():
        sys.exit(f"{service.name} cannot start without IDEMPOTENCY_SECRET: it keys the hashes of what people send.")
    if settings.slot:
        return settings
    passing = f"{service.name}-{socket.gethostname()}-{os.urandom(3).hex()}"
    return settings.model_copy(update={"slot": passing, "static_membership": False})


async def _serve(runtime: Runtime, mode: str) -> int:
    try:
        await Process(runtime, mode).run()
    except NotAReplicaSet as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Exception as error:
        log.critical("died", error=repr(error), exc_info=error)
        return 1
    finally:
        spans.flush()
    log.info("stopped")
    return 0


async def _command(runtime: Runtime, command: Console, *, prepared: bool = True) -> int:
    """A console command: a JSON object on standard input, one on standard output; a refusal is an object, too."""
    request = json.loads(sys.stdin.read() or "{}")
    try:
        if prepared:
            await runtime.prepare()
        answer = await command(runtime, request)
    except DomainError as error:
        say({"error": error.code, "detail": error.detail, **error.members})
        return 1
    finally:
        runtime.close()
    say(answer)
    return 0
