"""When a mail is not even tried."""

from pathlib import Path

import pytest

from services.notify.domain.backoff import Trouble
from services.notify.domain.delivery import Defer
from services.notify.domain.planning import Addressee
from services.notify.mailer.courier import Courier
from services.notify.mailer.letter import Letterhead
from services.notify.mailer.pool import Pool
from services.notify.mailer.smtp import Outcome, Report, Server
from tests.unit.notify.guide import BEGIN
from tests.unit.notify.mail import CLAIM, sending
from tests.unit.notify.rendering import renderer

SECONDS = 20.0
AWAY = Report(Outcome.LOST, "SMTPConnectError", connected=False)
HEAD = Letterhead("no-reply@traces.example", ())


class Watch:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def pool(watch: Watch) -> Pool:
    return Pool(Server("mail.invalid", 25, SECONDS), 1, watch)


@pytest.fixture
def courier(pool: Pool, tmp_path: Path) -> Courier:
    return Courier(renderer(tmp_path), HEAD, pool, lambda: BEGIN, lambda: 1.0)


def ours() -> bool:
    return True


async def test_nothing_is_begun_that_is_not_ours_any_more(courier: Courier) -> None:
    assert await courier.deliver(sending(), Addressee("a@b.example"), lambda: False) is None


async def test_while_the_server_is_away_mails_are_put_off_untried(courier: Courier, pool: Pool) -> None:
    pool.note(AWAY)
    result = await courier.deliver(sending(), Addressee("a@b.example"), ours)
    assert result == Defer("mail", CLAIM, "mail@traces.example", Trouble.UNREACHABLE, "server-away", 1.0)


async def test_a_mail_that_does_not_render_is_put_off(courier: Courier) -> None:
    result = await courier.deliver(sending(), Addressee("a@b.example"), ours)
    assert isinstance(result, Defer)
    assert (result.trouble, result.problem) == (Trouble.BROKEN, "UndefinedError")


def test_rests_grow_up_to_ten_seconds_and_end_with_the_first_connection(pool: Pool, watch: Watch) -> None:
    rests = []
    for _ in range(8):
        pool.note(AWAY)
        pool.note(AWAY)
        begun = watch.seconds
        while pool.resting:
            watch.seconds += 0.25
        rests.append(watch.seconds - begun)
    assert rests == [0.5, 1, 2, 4, 8, 10, 10, 10]
    pool.note(AWAY)
    pool.note(Report(Outcome.LOST, "SMTPServerDisconnected"))
    assert not pool.resting
