"""Several senders, and one that died: every mail is somebody's, and only one's at a time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis.claims import claim, prolong, release
from chassis.clock import utc_now
from chassis.mongo import Collection
from services.notify.domain.message import Message
from services.notify.domain.status import Status
from services.notify.mailer.holding import CLAIM_SECONDS
from tests.integration.notify.post import Delivery, Post
from tests.support.eventually import eventually
from tests.unit.notify.guide import history, locked


def many(count: int) -> list[Delivery]:
    """So many mails to one person."""
    ((envelope, event),) = history(locked("marc"))
    return [(replace(envelope, id=f"event-{number}", sequence=number + 1), event) for number in range(count)]


async def taken_by(
    post: Post, slot: str, limit: int = 40, at: datetime | None = None, lapsed_by: datetime | None = None
) -> list[str]:
    """What a sender in this slot gets now, or at another moment."""
    now = at or utc_now()
    rows = await claim(
        post.runtime.store[Message.collection],
        due={"due_at": {"$lte": now}},
        now=now,
        limit=limit,
        holder=slot,
        lease_seconds=CLAIM_SECONDS,
        also={"status": Status.SENDING.value},
        lapsed_by=lapsed_by,
    )
    return [row["_id"] for row in rows]


@pytest.mark.contends_for_rows
async def test_two_senders_share_the_work_and_send_everything_once(post: Post) -> None:
    other = post.another(slot="notify-2")
    async with post.mailing(), post.mailing(other):
        await post.hear(many(120))
        await eventually(post.settled, within=30)
    other.close()
    ids = [mail["MessageID"] for mail in await post.mails()]
    assert len(ids) == len(set(ids)) == 120


async def test_a_claimed_mail_is_nobody_elses(post: Post) -> None:
    await post.hear(many(50))
    first, second = await taken_by(post, "notify-1"), await taken_by(post, "notify-2")
    assert (len(first), len(second)) == (40, 10)
    assert not set(first) & set(second)
    assert await taken_by(post, "notify-3") == []


@dataclass
class Overtaken:
    """A collection in which somebody else claims between our look and our claim."""

    collection: Collection
    other: Callable[[], Awaitable[list[str]]]
    theirs: list[str] = field(default_factory=list)

    def find(self, *arguments: Any) -> Any:
        return self.collection.find(*arguments)

    async def update_many(self, *arguments: Any) -> Any:
        self.theirs = await self.other()
        return await self.collection.update_many(*arguments)


async def test_of_two_who_found_the_same_mails_one_gets_them(post: Post) -> None:
    await post.hear(many(3))
    collection: Any = Overtaken(post.runtime.store[Message.collection], lambda: taken_by(post, "notify-2"))
    now = utc_now()
    due = {"due_at": {"$lte": now}}
    assert await claim(collection, due=due, now=now, limit=40, holder="notify-1", lease_seconds=60) == []
    assert len(collection.theirs) == 3
    assert {message.claimed_by for message in await post.messages()} == {"notify-2"}


async def test_a_claim_that_has_run_out_is_anybodys(post: Post) -> None:
    await post.hear(many(3))
    first = await taken_by(post, "notify-1")
    long_ago = {"$set": {"claimed_until": utc_now() - timedelta(milliseconds=1)}}
    await post.runtime.store[Message.collection].update_many({"claimed_by": "notify-1"}, long_ago)
    assert sorted(await taken_by(post, "notify-2")) == sorted(first)


@pytest.mark.moment("claims")
async def test_a_claim_runs_out_after_six_seconds_to_the_millisecond(post: Post) -> None:
    await post.hear(many(3))
    now = utc_now()
    first = await taken_by(post, "notify-1", at=now)
    almost, over = now + timedelta(seconds=5, milliseconds=999), now + timedelta(seconds=6)
    assert await taken_by(post, "notify-2", at=almost) == []
    assert await taken_by(post, "notify-2", at=over) == first


@pytest.mark.moment("claims")
async def test_a_claim_that_is_prolonged_is_nobody_elses_until_the_new_moment(post: Post) -> None:
    await post.hear(many(3))
    now = utc_now()
    await taken_by(post, "notify-1", at=now)
    claims = {message.id: message.claim or "" for message in await post.messages()}
    collection, later = post.runtime.store[Message.collection], now + timedelta(seconds=9)
    assert await prolong(collection, claims, later) == set()
    assert await taken_by(post, "notify-2", at=later - timedelta(milliseconds=1)) == []
    assert sorted(await taken_by(post, "notify-2", at=later)) == sorted(claims)


async def test_what_somebody_else_has_by_now_is_not_prolonged(post: Post) -> None:
    await post.hear(many(3))
    now = utc_now()
    await taken_by(post, "notify-1", at=now)
    claims = {message.id: message.claim or "" for message in await post.messages()}
    (lost,) = await taken_by(post, "notify-2", limit=1, at=now + timedelta(seconds=CLAIM_SECONDS))
    (theirs,) = await post.messages(_id=lost)
    collection = post.runtime.store[Message.collection]
    assert await prolong(collection, claims, now + timedelta(seconds=60)) == {lost}
    assert await post.messages(_id=lost) == [theirs]


async def test_while_the_store_was_away_nobody_died(post: Post) -> None:
    """Claims that ran out meanwhile are left to their holders, claims that had run out before are not."""
    await post.hear(many(3))
    now = utc_now()
    (dead,) = await taken_by(post, "notify-1", limit=1, at=now)
    last_heard = now + timedelta(seconds=30)
    assert len(await taken_by(post, "notify-1", at=last_heard, lapsed_by=now)) == 2
    assert await taken_by(post, "notify-2", at=now + timedelta(seconds=50), lapsed_by=last_heard) == [dead]


async def test_the_same_slot_started_again_goes_on_at_once(post: Post) -> None:
    """It need not wait until the claims of its former life run out, which here they do in an hour."""
    await post.hear(many(5))
    assert len(await taken_by(post, "notify-1", at=utc_now() + timedelta(hours=1))) == 5
    async with post.mailing():
        await eventually(post.settled, within=10)
    assert len(await post.mails()) == 5


async def test_what_is_in_hand_is_not_given_back(post: Post) -> None:
    await post.hear(many(2))
    (kept,) = await taken_by(post, "notify-1", limit=1)
    await taken_by(post, "notify-1", limit=1)
    (in_hand,) = await post.messages(_id=kept)
    assert in_hand.claim is not None
    collection = post.runtime.store[Message.collection]
    assert await release(collection, holder="notify-1", but=[in_hand.claim]) == 1
    assert [message.id for message in await post.messages(claimed_by="notify-1")] == [kept]


async def test_a_clean_stop_gives_everything_back(post: Post) -> None:
    await post.misbehave("stall", recipient="marc.petit", seconds=60)
    await post.hear(many(60))
    async with post.mailing():
        await eventually(lambda: post.messages(status=Status.SENDING.value))
    assert {message.claimed_by for message in await post.messages()} == {None}
