"""The programs that measure the whole system still run, and what they ask for takes effect. No time is ever judged."""

from collections.abc import Iterator

import pytest

from tests.bench.system.deciding import decisions
from tests.bench.system.searching import ASKED_FOR, WAYS, fill_register, searches
from tests.bench.system.signing_up import sign_ups
from tests.e2e.running import RunningStack, running_stack

pytestmark = [pytest.mark.bench, pytest.mark.e2e, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("bench")) as stack:
        yield stack


async def test_people_sign_up_and_get_their_mails(running: RunningStack) -> None:
    await running.all_ready()
    fast, even = await sign_ups(running.stack(), 4, 2)
    assert (fast["sign_ups"], even["sign_ups"]) == (4, 2)
    assert fast["mail_p50_ms"] > 0


async def test_what_is_proposed_is_decided_and_granted(running: RunningStack) -> None:
    (line,) = await decisions(running.stack(), 3)
    assert line["decisions"] == 3
    assert line["seconds_to_the_last_effect"] > 0


async def test_a_full_register_is_searched_and_the_operators_are_found(running: RunningStack) -> None:
    await fill_register(running.about()["mongo"], 40)
    lines = await searches(running.stack(), 40)
    assert [line["way"] for line in lines] == list(WAYS)
    assert [line["on_the_first_page"] for line in lines[:5]] == [ASKED_FOR] * 5
