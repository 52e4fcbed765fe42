"""A caller is told the truth when the store goes away: nothing was done, or nobody knows (design section 5)."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from chassis.errors import OutcomeUnknown, Unavailable
from chassis.mongo import Store
from chassis.runtime import Runtime
from chassis.settings import Settings
from chassis.unit_of_work import Answer
from tests.support.backing import Backing
from tests.support.running_process import free_port
from tests.support.severed import Severed, severed
from tests.support.toy.runtime import command_work
from tests.support.toy.service import Account, Name, service

SOON = 0.5
NOBODY_LISTENS = "mongodb://127.0.0.1:1/?directConnection=true"


def runtime_on(uri: str, isolation: str) -> Runtime:
    return Runtime(service, Settings(slot="toy-1", mongo_uri=SecretStr(uri), mongo_database=f"{isolation}_toy"))


@pytest.fixture
async def way(backing: Backing) -> AsyncIterator[Severed]:
    async with severed(backing.mongo, free_port()) as opened:
        yield opened


async def test_a_commit_whose_answer_is_lost_may_have_happened_and_is_found_under_its_key(
    way: Severed, isolation: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.unit_of_work.unit.COMMAND_PATIENCE", SOON)
    runtime = runtime_on(way.uri, isolation)
    await runtime.prepare()
    work = command_work(Name("a", "mouse"), lambda _: Answer(201, {"named": True}), id="key", body="same")
    way.sever()
    with pytest.raises(OutcomeUnknown) as raised:
        await runtime.unit_of_work.command(work)
    assert (raised.value.status, raised.value.code) == (503, "outcome-unknown")
    assert "may have been done" in raised.value.detail
    assert "same key" in raised.value.detail
    way.mend()
    monkeypatch.setattr("chassis.unit_of_work.unit.COMMAND_PATIENCE", 10.0)
    answer = await runtime.unit_of_work.command(work)
    account = await store.get(Account, "a")
    assert account is not None
    assert (answer.status, answer.replayed, account.revision) == (201, True, 1)
    runtime.close()


async def test_where_no_commit_was_tried_nothing_was_done(isolation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.unit_of_work.unit.COMMAND_PATIENCE", SOON)
    runtime = runtime_on(NOBODY_LISTENS, isolation)
    with pytest.raises(Unavailable) as raised:
        await runtime.unit_of_work.command(command_work(Name("a", "mouse")))
    assert raised.value.code == "unavailable"
    assert "nothing was done" in raised.value.detail
    runtime.close()
