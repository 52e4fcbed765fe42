"""Identity as a process of its own, on the database of a test."""

import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from services.identity.settings import IdentitySettings
from tests.support.backing import PROJECT
from tests.support.eventually import eventually
from tests.support.running_process import free_port


def environment(settings: IdentitySettings, **changed: str) -> dict[str, str]:
    """The same settings as environment variables, and more."""
    kept = ("refresh_key", "idempotency_secret", "captcha_answer", "mongo_uri")
    shown = {name: getattr(settings, name).get_secret_value() for name in kept}
    plain = {name: str(getattr(settings, name)) for name in ("signing_keys_dir", "link_keys_file", "mongo_database")}
    named = {name.upper(): value for name, value in {**shown, **plain}.items()}
    return {**named, "ENVIRONMENT": "local", "ARGON2_MEMORY_KIB": "8192", "ARGON2_TIME_COST": "1", **changed}


@contextlib.asynccontextmanager
async def running(mode: str, settings: dict[str, str], log: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A ready process, stopped at the end; everything it says stands in `log`."""
    port = free_port()
    process = _started(mode, {**settings, "HTTP_PORT": str(port)}, log)

    async def ready() -> bool:
        assert process.poll() is None, _said(log)
        try:
            return (await client.get("/healthz/ready")).status_code == 200
        except httpx.TransportError:
            return False

    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
            await eventually(ready, within=30)
            yield client
    finally:
        process.terminate()
        assert process.wait(30) == 0, _said(log)


def _started(mode: str, settings: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "services.identity", mode]
    with log.open("wb") as output:
        return subprocess.Popen(command, cwd=PROJECT, env=settings, stdout=output, stderr=output)


def _said(log: Path) -> str:
    return log.read_text()
