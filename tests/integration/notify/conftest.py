"""Notify on the real store with the real mailbox, in this process."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from chassis.runtime import Runtime
from services.notify.service import service
from services.notify.settings import NotifySettings
from tests.integration.notify.callers import Api
from tests.integration.notify.post import Post, settings_for
from tests.support.backing import Backing


@pytest.fixture
def notify_settings(backing: Backing, isolation: str, tmp_path: Path) -> NotifySettings:
    """Settings of this test's own database and addresses."""
    return settings_for(backing, isolation, tmp_path)


@pytest.fixture
async def post(notify_settings: NotifySettings, mailbox: httpx.AsyncClient, isolation: str) -> AsyncIterator[Post]:
    """A prepared service with an empty database; its mailer does not run yet."""
    runtime = Runtime(service, notify_settings)
    await runtime.prepare()
    yield Post(runtime, mailbox, isolation)
    runtime.close()


@pytest.fixture
def api(post: Post) -> Api:
    """Its HTTP API."""
    return Api(post.runtime)
