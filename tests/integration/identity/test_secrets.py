"""Link tokens, passwords, captcha answers, refresh and access tokens are kept nowhere (design section 10)."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from services.identity.settings import IdentitySettings
from tests.integration.identity.world import World, good_password, key_files, some_address
from tests.support.backing import PROJECT, Backing
from tests.support.eventually import eventually
from tests.support.toy.harness import free_port


async def live_through(world: World) -> list[str]:
    """Everything that holds a secret, right and wrong; the secrets."""
    email, tokens = await world.logged_in()
    wrong = good_password()
    await world.log_in(email, wrong)
    form = await world.form(some_address())
    await world.post("/accounts", {**form, "captcha": {**form["captcha"], "answer": wrong}})
    await world.post("/accounts/confirmations", {"token": tokens["refresh_token"], "password": wrong})
    refreshed = await world.post("/sessions/refreshes", {"refresh_token": tokens["refresh_token"]})
    return [*world.secrets_seen, wrong, refreshed.json()["refresh_token"], world.captcha_answer]


async def test_the_store_keeps_no_secret(world: World) -> None:
    found = await live_through(world)
    stored = await world.everything_stored()
    assert "AccountActivated" in stored
    assert len(found) >= 6
    assert [secret for secret in found if secret in stored] == []


def environment(settings: IdentitySettings, **changed: str) -> dict[str, str]:
    """The settings of a process on the same database."""
    kept = ("refresh_key", "idempotency_secret", "captcha_answer", "mongo_uri")
    shown = {name: getattr(settings, name).get_secret_value() for name in kept}
    plain = {name: str(getattr(settings, name)) for name in ("signing_keys_dir", "link_keys_file", "mongo_database")}
    named = {name.upper(): value for name, value in {**shown, **plain}.items()}
    return {**named, "ENVIRONMENT": "local", "ARGON2_MEMORY_KIB": "8192", "ARGON2_TIME_COST": "1", **changed}


@contextlib.contextmanager
def identity_process(settings: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The API as a process of its own, stopped at the end."""
    command = [sys.executable, "-m", "services.identity", "api"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=PROJECT, env=settings, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


async def test_the_log_keeps_no_secret_and_no_address(
    world: World, identity_settings: IdentitySettings, tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "identity.log"
    settings = environment(identity_settings, HTTP_PORT=str(port), LOG_LEVEL="DEBUG")
    client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False)
    with identity_process(settings, log) as process:

        async def ready() -> bool:
            assert process.poll() is None, log.read_text()
            try:
                return (await client.get("/healthz/ready")).status_code == 200
            except httpx.TransportError:
                return False

        async with client:
            await eventually(ready, within=30)
            world.client = client
            found = await live_through(world)
    said = log.read_text()
    assert "/api/v1/accounts/confirmations" in said
    assert [secret for secret in [*found, "mporter.example", "Müller"] if secret in said] == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ENVIRONMENT": "production"}, "accepted with ENVIRONMENT=local only"),
        ({"REFRESH_KEY": "short"}, "needs 32 characters or more"),
        ({"LINK_KEYS_FILE": "missing.json"}, "names a file that cannot be read"),
    ],
)
def test_it_refuses_to_start_and_says_why(
    backing: Backing, tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    named: dict[str, Any] = {name.upper(): value for name, value in key_files(tmp_path).items()}
    settings = {**named, "ENVIRONMENT": "local", "MONGO_URI": backing.mongo, **changed}
    ended = subprocess.run(
        [sys.executable, "-m", "services.identity", "api"],
        cwd=PROJECT,
        env=settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode != 0
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
    assert named["CAPTCHA_ANSWER"] not in ended.stderr


async def test_the_document_describes_every_route(world: World) -> None:
    document = (await world.client.get("/openapi.json")).json()
    validate(document)
    paths = document["paths"]
    assert set(paths["/api/v1/accounts"]["post"]["responses"]) == {"202", "422", "503"}
    assert set(paths["/api/v1/sessions"]["post"]["responses"]) == {"201", "401", "422", "429", "503"}
