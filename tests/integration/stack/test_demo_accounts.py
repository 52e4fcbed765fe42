"""The real services: demo accounts come to be by the bootstrap path, work, and survive a restart of the stack."""

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from deploy.local.memory import resident_mib
from deploy.local.options import Options
from deploy.local.stack import Stack
from deploy.local.stack_file import Account, StackFile

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

CODES = {"FR-INAO": "validator", "BE-CA": "validator", "EU-COM": "validator", "EU-HELPDESK": "helpdesk"}
MEMORY_WANTED = 1600
"""MiB, one process a service."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stack(folder: Path) -> AsyncIterator[Stack]:
    async with Stack(Options(folder)) as running:
        yield running


@pytest.fixture
def about(stack: Stack) -> StackFile:
    content: StackFile = json.loads(stack.layout.stack_file.read_text())
    return content


@contextlib.asynccontextmanager
async def logged_in(about: StackFile, account: Account) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{about['gateway']}/api/v1", trust_env=False, timeout=20) as client:
        body = {"email": account["email"], "password": account["password"]}
        answer = (await client.post("/sessions", json=body)).raise_for_status()
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield client


async def test_there_is_one_account_for_each_authority_and_one_for_the_helpdesk(about: StackFile) -> None:
    assert {each["organisation"]: each["role"] for each in about["accounts"]} == CODES


async def test_each_account_can_log_in_and_read_what_it_must(about: StackFile) -> None:
    for account in about["accounts"]:
        async with logged_in(about, account) as client:
            rights = (await client.get("/me/rights")).raise_for_status().json()["items"]
            assert [right["status"] for right in rights] == ["VALID"]
            path = "/requests?scope=all" if account["role"] == "helpdesk" else "/work-items"
            assert (await client.get(path)).status_code == 200


async def test_no_secret_of_the_stack_is_in_a_log(stack: Stack, about: StackFile) -> None:
    secrets = {str(about["captcha_answer"]), *(account["password"] for account in about["accounts"])}
    logs = {path.name: path.read_text(errors="replace") for path in stack.layout.logs.glob("*.log")}
    assert len(logs) == 8
    assert [name for name, text in logs.items() for secret in secrets if secret in text] == []


async def test_the_whole_stays_within_its_memory(stack: Stack) -> None:
    assert resident_mib(stack.processes.values()) < MEMORY_WANTED


async def test_a_restart_keeps_accounts_and_passwords(stack: Stack, about: StackFile) -> None:
    await stack.stop()
    assert not stack.layout.stack_file.exists()
    await stack.start()
    again: StackFile = json.loads(stack.layout.stack_file.read_text())
    assert again["accounts"] == about["accounts"]
    assert again["captcha_answer"] == about["captcha_answer"]
    assert again["processes"] != about["processes"]
