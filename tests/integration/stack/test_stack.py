"""The whole stack, with stand-ins for the services: what stack.json says, and what a death does to it."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from aiokafka.admin import AIOKafkaAdminClient

from contracts.topics import TOPICS
from deploy.local import remote
from deploy.local.options import Options
from deploy.local.service_spec import NAMES, ServiceSpec
from deploy.local.stack import Stack
from deploy.trouble import StackTrouble
from tests.support.eventually import eventually, stays

pytestmark = pytest.mark.asyncio(loop_scope="module")
STAND_INS = tuple(ServiceSpec(name, (sys.executable, "-m", "tests.support.stand_in")) for name in NAMES)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    folder = tmp_path_factory.mktemp("whole")
    async with Stack(Options(folder, STAND_INS, replicas=2, demo_accounts=False)) as running:
        yield running


def written(stack: Stack) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(stack.layout.stack_file.read_text())
    return content


async def env(url: str) -> dict[str, str]:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        answer: dict[str, str] = (await client.get(f"{url}/env")).json()
        return answer


async def test_the_stack_file_says_where_everything_is_and_is_private(stack: Stack) -> None:
    content = written(stack)
    assert content.keys() == {
        *("gateway", "mailbox", "smtp", "kafka", "mongo", "processes", "services", "captcha_answer", "accounts")
    }
    both = {f"{name}{suffix}" for name in NAMES for suffix in ("", "-2")}
    assert content["services"].keys() == both
    assert content["processes"].keys() == {"kafka", "mongo", "mailbox", *both}
    assert content["gateway"] == content["services"]["gateway"]
    assert stack.layout.stack_file.stat().st_mode & 0o777 == 0o600
    for pid in content["processes"].values():
        os.kill(pid, 0)


async def test_all_topics_of_the_contracts_exist(stack: Stack) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=written(stack)["kafka"])
    await admin.start()
    described = {row["topic"]: len(row["partitions"]) for row in await admin.describe_topics()}
    await admin.close()
    assert {topic.name: topic.partitions for topic in TOPICS}.items() <= described.items()


async def test_each_process_gets_its_own_settings(stack: Stack) -> None:
    services = written(stack)["services"]
    second = await env(services["registry-2"])
    assert (second["SLOT"], second["MONGO_DATABASE"], second["ENVIRONMENT"]) == ("registry-2", "registry", "local")
    gateway = await env(services["gateway"])
    assert gateway["REGISTRY_URL"] == f"{services['registry']},{services['registry-2']}"
    assert gateway["PUBLIC_URL"] == services["gateway"]
    identity = await env(services["identity"])
    assert identity["CAPTCHA_ANSWER"] == written(stack)["captcha_answer"]
    assert "CAPTCHA_ANSWER" not in gateway
    assert "LINK_KEYS_FILE" not in second


@pytest.mark.parametrize("name", ["registry-2", "mailbox", "mongo", "kafka"])
async def test_a_killed_process_is_started_again_in_its_place(stack: Stack, name: str) -> None:
    before = written(stack)
    os.kill(before["processes"][name], signal.SIGKILL)
    await eventually(
        lambda: (
            written(stack)["processes"].get(name) not in (None, before["processes"][name])
            and stack.process(name).is_ready
        ),
        within=60,
    )
    after = written(stack)
    assert {**after, "processes": None} == {**before, "processes": None}
    if name in after["services"]:
        assert (await env(after["services"][name]))["SLOT"] == "registry-2"


async def test_a_process_can_be_held_from_another_terminal(stack: Stack) -> None:
    await asyncio.to_thread(remote.hold, stack.layout, "validation", kill=True)
    await stays(lambda: "validation" not in written(stack)["processes"])
    await asyncio.to_thread(remote.release, stack.layout, "validation")
    await eventually(lambda: stack.process("validation").is_ready)


async def test_holding_an_unknown_process_is_a_clear_sentence(stack: Stack) -> None:
    with pytest.raises(StackTrouble, match="catalogue is not running; running are"):
        remote.hold(stack.layout, "catalogue", kill=False)


async def test_a_second_stack_in_the_same_folder_is_refused(stack: Stack) -> None:
    second = Stack(Options(stack.layout.root, (), demo_accounts=False))
    with pytest.raises(StackTrouble, match=rf"A stack is running from .* already \(process {os.getpid()}\)"):
        await second.start()
    assert written(stack)["processes"]
