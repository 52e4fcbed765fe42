"""`python -m services.<name> [api|worker|all|command <which>]`."""

import asyncio
import json
import os
import socket
import sys
from typing import Any

import structlog
from pydantic import ValidationError

from chassis import telemetry
from chassis.errors import DomainError
from chassis.mongo import NotAReplicaSet
from chassis.process import Process
from chassis.runtime import Runtime
from chassis.service import Service

MODES = ("api", "worker", "all")

log = structlog.get_logger(__name__)


def main(service: Service) -> None:
    """Run what the command line asks for and exit: 0 after a clean stop, 1 when a part died, 2 for a wrong call."""
    arguments = sys.argv[1:] or ["all"]
    settings = _settings(service)
    stream = sys.stderr if arguments[0] == "command" else sys.stdout
    telemetry.configure(service.name, settings.slot, settings.log_level, stream)
    runtime = Runtime(service, settings)
    match arguments:
        case [mode] if mode in MODES:
            sys.exit(asyncio.run(_serve(runtime, mode)))
        case ["command", which] if which in service.console:
            sys.exit(asyncio.run(_command(runtime, which)))
        case _:
            known = [*MODES, *(f"command {which}" for which in service.console)]
            sys.exit(f"usage: python -m services.{service.name} [{' | '.join(known)}]")


def _settings(service: Service) -> Any:
    try:
        settings = service.settings()
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, each['loc'])).upper()} {each['msg']}".strip() for each in error.errors()]
        sys.exit("\n".join([f"{service.name} cannot start with these settings:", *problems]))
    if service.aggregates and not settings.idempotency_secret.get_secret_value():
        sys.exit(f"{service.name} cannot start without IDEMPOTENCY_SECRET: it keys the hashes of what people send.")
    if settings.slot:
        return settings
    return settings.model_copy(update={"slot": f"{service.name}-{socket.gethostname()}-{os.urandom(3).hex()}"})


async def _serve(runtime: Runtime, mode: str) -> int:
    try:
        await Process(runtime, mode).run()
    except NotAReplicaSet as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Exception as error:
        log.critical("died", error=repr(error), exc_info=error)
        return 1
    log.info("stopped")
    return 0


async def _command(runtime: Runtime, which: str) -> int:
    """A console command: a JSON object on standard input, one on standard output; a refusal is an object, too."""
    request = json.loads(sys.stdin.read() or "{}")
    try:
        await runtime.prepare()
        answer = await runtime.service.console[which](runtime, request)
    except DomainError as error:
        _say({"error": error.code, "detail": error.detail, **error.members})
        return 1
    finally:
        runtime.close()
    _say(answer)
    return 0


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
