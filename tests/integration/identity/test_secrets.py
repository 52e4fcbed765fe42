"""Link tokens, passwords, captcha answers, refresh and access tokens are kept nowhere (design section 10)."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from services.identity.settings import IdentitySettings
from tests.integration.identity.process import environment, running
from tests.integration.identity.world import World, good_password, key_files, some_address
from tests.support.backing import PROJECT, Backing


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


async def test_the_log_keeps_no_secret_and_no_address(
    world: World, identity_settings: IdentitySettings, tmp_path: Path
) -> None:
    log = tmp_path / "identity.log"
    async with running("api", environment(identity_settings, LOG_LEVEL="DEBUG"), log) as client:
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
    assert set(paths["/api/v1/accounts"]["post"]["responses"]) == {"202", "400", "413", "422", "503"}
    assert set(paths["/api/v1/sessions"]["post"]["responses"]) == {"201", "400", "401", "413", "422", "429", "503"}
