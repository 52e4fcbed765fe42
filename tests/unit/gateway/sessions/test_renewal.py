"""A session is renewed once, however many tabs ask; and again when that failed or is long ago."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from services.gateway.sessions.renewal import REMEMBERED, Renewals
from services.gateway.sessions.session import MARGIN, Right, Session

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def tokens(number: int) -> dict[str, object]:
    return {"access_token": f"a{number}", "refresh_token": f"r{number}", "expires_in": 300}


@dataclass
class Identity:
    """Gives the next tokens; `fail` so many times first."""

    now: datetime = NOW
    asked: int = 0
    fail: int = 0
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def clock(self) -> datetime:
        return self.now

    async def renew(self, session: Session) -> Session:
        self.asked += 1
        number = self.asked
        await self.open.wait()
        if self.fail:
            self.fail -= 1
            raise ConnectionError
        return session.renewed(tokens(number), self.now)


OLD = Session.begun(tokens(0), NOW).told(
    name="Anna", rights=(Right(kind="operator", administrator=True, helpdesk=False),)
)


def test_a_session_says_when_it_has_to_be_renewed_and_whom_it_is_of() -> None:
    assert OLD.fresh_until == NOW + timedelta(seconds=300) - MARGIN
    later = OLD.renewed(tokens(1), NOW + timedelta(hours=1))
    assert (later.name, later.rights, later.refresh_token) == ("Anna", OLD.rights, "r1")
    assert later.ends_at == OLD.ends_at + timedelta(hours=1)


async def test_two_tabs_share_one_renewal() -> None:
    identity = Identity()
    renewals = Renewals(identity.clock)
    tabs = [asyncio.create_task(renewals.renew(OLD, identity.renew)) for _ in range(3)]
    await asyncio.sleep(0)
    identity.open.set()
    assert {session.refresh_token for session in await asyncio.gather(*tabs)} == {"r1"}
    assert identity.asked == 1


async def test_a_tab_that_is_closed_meanwhile_spoils_nothing_for_the_other() -> None:
    identity = Identity()
    renewals = Renewals(identity.clock)
    closed = asyncio.create_task(renewals.renew(OLD, identity.renew))
    other = asyncio.create_task(renewals.renew(OLD, identity.renew))
    await asyncio.sleep(0)
    closed.cancel()
    identity.open.set()
    assert (await other).refresh_token == "r1"


async def test_an_answer_that_the_browser_missed_is_given_again_for_a_minute() -> None:
    identity = Identity()
    identity.open.set()
    renewals = Renewals(identity.clock)
    await renewals.renew(OLD, identity.renew)
    identity.now = NOW + REMEMBERED - timedelta(seconds=1)
    assert (await renewals.renew(OLD, identity.renew)).refresh_token == "r1"
    identity.now = NOW + REMEMBERED
    assert (await renewals.renew(OLD, identity.renew)).refresh_token == "r2"
    assert len(renewals) == 1


async def test_a_renewal_that_failed_is_tried_again() -> None:
    identity = Identity(fail=1)
    identity.open.set()
    renewals = Renewals(identity.clock)
    with pytest.raises(ConnectionError):
        await renewals.renew(OLD, identity.renew)
    assert (await renewals.renew(OLD, identity.renew)).refresh_token == "r2"
