"""Releases that cannot handle a grant, the good one after them, and what people on duty see and do meanwhile."""

from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

import pytest

from chassis.mongo import Store
from contracts.events.registry import AuthorisationRevoked, AuthorisationStatus, OrganisationKind
from services.validation.domain.decider import Decider
from services.validation.service import service
from tests.integration.cli.conftest import Command, Said
from tests.integration.validation.conftest import open_desk
from tests.integration.validation.story import OFFICE, PROPOSAL
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.inbox import inbox_row
from tests.support.interleaving import Delivery, history
from tests.support.service_process import ServiceProcess
from tests.support.toy.harness import feed
from tests.unit.validation.world import INAO, INES, granted, ref, right_after

pytestmark = pytest.mark.timeout(300)

OFFICE_OF_INAO = ref(INAO, kind=OrganisationKind.AUTHORITY)
DORA = "dora"
"""Was let into INAO's office, and sent away again."""


def let_in_and_sent_away(account: str) -> list[Delivery]:
    revoked = AuthorisationRevoked(
        **right_after(AuthorisationRevoked, account, account, OFFICE_OF_INAO), reason="has left"
    )
    return history(granted(account, account=account, organisation=OFFICE_OF_INAO), revoked)


async def tell(backing: Backing, isolation: str, deliveries: Iterable[Delivery]) -> None:
    for envelope, event in deliveries:
        record = (event.key.encode(), event.model_dump_json().encode(), envelope.to_headers())
        await feed(backing, isolation, [record], event.topic)


@pytest.fixture
async def store(backing: Backing, isolation: str) -> AsyncIterator[Store]:
    opened = Store(backing.mongo, f"{isolation}_validation")
    yield opened
    opened.close()


@pytest.fixture
async def bad(
    request: pytest.FixtureRequest, backing: Backing, isolation: str, topic_prefix: str, tmp_path: Path
) -> AsyncIterator[ServiceProcess]:
    """Fails on every grant, unless the test asks for another release."""
    release = getattr(request, "param", "grants_fail")
    process = ServiceProcess(backing, isolation, tmp_path, "validation", module=f"tests.support.releases.{release}")
    process.start()
    try:
        await eventually(process.ready, within=40)
        yield process
    finally:
        process.kill()


@pytest.fixture
def good(backing: Backing, isolation: str, tmp_path: Path) -> Iterator[ServiceProcess]:
    process = ServiceProcess(backing, isolation, tmp_path, "validation")
    yield process
    process.kill()


async def statuses(store: Store) -> dict[str, AuthorisationStatus]:
    return {row.account_id: row.status for row in await store.find(Decider, {})}


def alerts(said: Said, service: str) -> list[str]:
    (document,) = said.rows
    return [each["alert"] for each in document["findings"] if each["service"] == service]


async def test_a_replay_cannot_bring_back_an_older_state(
    backing: Backing, isolation: str, bad: ServiceProcess, good: ServiceProcess, store: Store, traces_access: Command
) -> None:
    """Dora's grant is dead-lettered, her revocation is not; when the grant comes back she stays out."""
    dora = let_in_and_sent_away(DORA)
    await tell(backing, isolation, [*OFFICE, *PROPOSAL, *dora])
    await eventually(lambda: bad.metric("traces_events_dead_lettered_total"), within=30)
    database = {"MONGO_DATABASE": f"{isolation}_validation"}

    async def all_told() -> bool:
        assert (await statuses(store)).get(DORA) is AuthorisationStatus.REVOKED
        return await bad.metric("traces_events_dead_lettered_total") == 4

    await eventually(all_told, within=30)
    said = traces_access("status", "--service", "validation", "--json", **database)
    assert said.code == 1
    assert alerts(said, "validation") == ["DeadLettersNotEmpty", "TopicsDiffer"]
    assert "set aside as dead letters: 4 AuthorisationGranted" in said.text
    assert bad.stop() == 0

    good.start()
    await eventually(good.ready, within=40)
    narrowed = ("--service", "validation", "--type", "AuthorisationGranted", "--json")
    assert len(traces_access("dead-letters", "replay", "--dry-run", *narrowed).rows) == 4
    assert len(traces_access("dead-letters", "replay", "--rate", "20", *narrowed).rows) == 4

    async def replayed() -> bool:
        assert (await statuses(store))[INES] is AuthorisationStatus.VALID
        row = await inbox_row(store, dora[0][0].id)
        return row is not None and row["outcome"] == "stale"

    await eventually(replayed, within=20)
    assert (await statuses(store))[DORA] is AuthorisationStatus.REVOKED
    assert alerts(traces_access("status", "--service", "validation", "--json", **database), "validation") == [
        "TopicsDiffer"
    ]
    async with open_desk(backing, f"{isolation}_validation", isolation, service) as desk:
        assert (await desk.get(INES, "/work-items/req-a")).status_code == 200
        assert (await desk.get(DORA, "/work-items/req-a")).status_code == 404


@pytest.mark.parametrize("bad", ["grants_fail", "grants_unread"], indirect=True)
async def test_a_release_that_fails_on_everything_stops_instead_of_draining_the_topic(
    backing: Backing, isolation: str, bad: ServiceProcess, good: ServiceProcess, store: Store, traces_access: Command
) -> None:
    people = [f"person-{number}" for number in range(30)]
    grants = [history(granted(each, account=each, organisation=OFFICE_OF_INAO))[0] for each in people]
    await tell(backing, isolation, grants)
    database = {"MONGO_DATABASE": f"{isolation}_validation"}
    await eventually(lambda: bad.metric("traces_consumer_halted"), within=60)
    assert not await bad.ready()
    said = traces_access("status", "--service", "validation", "--json", **database)
    assert alerts(said, "validation")[:2] == ["ConsumerStandsStill", "DeadLettersNotEmpty"]
    assert "set aside as dead letters: 20 AuthorisationGranted" in said.text
    assert "roll back" in said.text
    bad.kill()
    down = alerts(traces_access("status", "--service", "validation", "--json", **database), "validation")
    assert "NobodyPublishes" in down

    good.start()
    await eventually(good.ready, within=40)

    async def rest_handled() -> bool:
        return len(await statuses(store)) >= 10  # more, as far as what was set aside had not been acknowledged

    await eventually(rest_handled, within=30)
    assert len(traces_access("dead-letters", "replay", "--service", "validation", "--json").rows) == 20

    async def all_handled() -> bool:
        return await statuses(store) == dict.fromkeys(people, AuthorisationStatus.VALID)

    await eventually(all_handled, within=20)
