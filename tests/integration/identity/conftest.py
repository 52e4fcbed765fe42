"""A world of this test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from chassis.runtime import Runtime
from chassis.settings import Environment
from chassis.web.app import create_app
from services.identity.service import service
from services.identity.settings import IdentitySettings
from tests.integration.identity.world import Clock, World, key_files
from tests.support.backing import Backing


@pytest.fixture
def identity_settings(backing: Backing, database_prefix: str, tmp_path: Path) -> IdentitySettings:
    """Real settings, with cheap passwords."""
    files = key_files(tmp_path)
    return IdentitySettings(
        environment=Environment.LOCAL,
        slot="identity-1",
        mongo_uri=SecretStr(backing.mongo),
        mongo_database=f"{database_prefix}identity",
        signing_keys_dir=Path(files["signing_keys_dir"]),
        link_keys_file=Path(files["link_keys_file"]),
        refresh_key=SecretStr(files["refresh_key"]),
        idempotency_secret=SecretStr(files["idempotency_secret"]),
        captcha_answer=SecretStr(files["captcha_answer"]),
        argon2_time_cost=1,
        argon2_memory_kib=8 * 1024,
    )


@pytest.fixture
async def world(identity_settings: IdentitySettings) -> AsyncIterator[World]:
    """Identity, ready, in this process."""
    clock = Clock()
    runtime = Runtime(service, identity_settings, clock)
    await runtime.prepare()
    transport = httpx.ASGITransport(create_app(runtime))
    assert identity_settings.captcha_answer is not None
    answer = identity_settings.captcha_answer.get_secret_value()
    async with httpx.AsyncClient(transport=transport, base_url="http://identity.test") as client:
        yield World(runtime, client, clock, answer)
    runtime.close()
