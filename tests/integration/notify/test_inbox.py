"""GET /notifications, POST /notifications/{id}/read: a copy of every mail to a person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.clock import utc_now
from chassis.testing import envelope_for
from contracts.events.identity import NotificationKind
from services.notify.domain.kinds import KINDS
from services.notify.domain.status import Status
from tests.integration.notify.callers import Api
from tests.integration.notify.post import Delivery, Post
from tests.support.eventually import eventually
from tests.unit.notify.guide import ALPRO, BELGIUM, activated, case_of, granted, history, locked, preferences, routed
from tests.unit.notify.later import asked, reset

CASE = case_of("elodie", ALPRO, BELGIUM)
INBOX = "/notifications"


async def titles(api: Api, who: str = "elodie", **headers: str) -> list[str]:
    return [item["title"] for item in (await api.get(who, INBOX, headers=headers))["items"]]


async def hear_one_after_the_other(post: Post, deliveries: list[Delivery]) -> None:
    for delivery in deliveries:
        await post.hear([delivery])


async def test_every_mail_to_a_person_is_there_newest_first_in_his_language(post: Post, api: Api) -> None:
    await hear_one_after_the_other(post, [*history(activated("elodie")), *history(routed(CASE), asked(CASE))])
    items = (await api.get("elodie", INBOX))["items"]
    assert [item["template"] for item in items] == ["information-requested", "receipt"]
    assert [item["kind"] for item in items] == ["decision", "information"]
    assert items[0]["title"] == "Votre réponse est attendue\N{NO-BREAK SPACE}: demande pour ALPRO Comm.V.A."
    assert "Which certificate?" in items[0]["text"]
    assert {item["request_id"] for item in items} == {CASE.request_id}
    assert not any(item["read"] for item in items)


async def test_the_language_of_the_page_counts_more_than_that_of_the_account(post: Post, api: Api) -> None:
    await post.hear([*history(activated("elodie")), *history(granted("elodie", ALPRO))])
    assert await titles(api) == ["Vous pouvez désormais agir au nom de «\u00a0ALPRO Comm.V.A.\u00a0»"]
    assert await titles(api, **{"Accept-Language": "en-GB, fr;q=0.3"}) == ["You may now act for ALPRO Comm.V.A."]


@pytest.mark.rule("F5", "A13", "6.copy")
async def test_what_is_muted_is_not_mailed_but_there(post: Post, api: Api) -> None:
    quiet = history(activated("elodie"), preferences("elodie", muted=(NotificationKind.INFORMATION,)))
    async with post.mailing():
        await post.hear([*quiet, *history(routed(CASE)), *history(granted("elodie", ALPRO))])
        await eventually(post.settled, within=20)
    mailed = [mail["Subject"] for mail in await post.mails() if "elodie" in mail["To"][0]["Address"]]
    assert mailed == ["Vous pouvez désormais agir au nom de «\u00a0ALPRO Comm.V.A.\u00a0»"]
    assert len(await titles(api)) == 2
    (receipt,) = await post.messages(status=Status.MUTED.value)
    assert KINDS[receipt.template] is NotificationKind.INFORMATION
    assert receipt.id not in {told["id"] for told in await post.told()}


@pytest.mark.rule("6.personal-data")
async def test_the_token_of_a_link_is_in_the_mail_only(post: Post, api: Api) -> None:
    event = reset("elodie")
    event = event.model_copy(
        update={"link": event.link.model_copy(update={"expires_at": utc_now() + timedelta(days=1)})}
    )
    async with post.mailing():
        await post.hear([(envelope_for(event), event)])
        (summary,) = await eventually(post.mails, within=10)
    assert "/reset?token=k1.reset-1." in (await post.mail(summary["ID"]))["Text"]
    answer = await api.send("elodie", "GET", INBOX)
    assert "Le lien ne figure que dans le courriel." in answer.text
    assert not any(word in answer.text for word in ("token", "reset-1", "k1."))


async def test_reading_is_kept_and_may_be_said_twice(post: Post, api: Api) -> None:
    await post.hear([*history(activated("elodie")), *history(routed(CASE)), *history(granted("elodie", ALPRO))])
    id = (await api.get("elodie", INBOX))["items"][0]["id"]
    key = {"Idempotency-Key": "k"}
    for headers in ({}, key, key):
        answer = await api.send("elodie", "POST", f"{INBOX}/{id}/read", headers=headers)
        assert (answer.status_code, answer.content) == (204, b"")
    assert [item["read"] for item in (await api.get("elodie", INBOX))["items"] if item["id"] == id] == [True]
    assert sum(item["read"] for item in (await api.get("elodie", INBOX))["items"]) == 1
    (kept,) = [row async for row in post.runtime.store["answers"].find({"status": 204})]
    assert (kept["body"], kept["headers"]) == (None, {})


async def test_what_was_read_makes_room_for_what_is_older(post: Post, api: Api) -> None:
    ((envelope, event),) = history(locked("marc"))
    for number in range(3):
        await post.hear([(replace(envelope, id=f"e-{number}", sequence=number + 1), event)])
    oldest_last = [item["id"] for item in (await api.get("marc", INBOX))["items"]]
    unread = f"{INBOX}?unread=true&limit=1"
    for number, id in enumerate(oldest_last):
        page = await api.get("marc", unread)
        assert ([item["id"] for item in page["items"]], page["next_cursor"] is None) == ([id], number == 2)
        if page["next_cursor"]:
            after = await api.get("marc", f"{unread}&cursor={page['next_cursor']}")
            assert [item["id"] for item in after["items"]] == [oldest_last[number + 1]]
        await api.send("marc", "POST", f"{INBOX}/{id}/read")
    assert (await api.get("marc", unread))["items"] == []
    assert len((await api.get("marc", f"{INBOX}?unread=false"))["items"]) == 3


async def test_reading_before_it_is_sent_does_not_stop_the_mail(post: Post, api: Api) -> None:
    await post.hear(history(locked("marc")))
    (message,) = await post.messages()
    await api.send("marc", "POST", f"{INBOX}/{message.id}/read")
    async with post.mailing():
        await eventually(post.settled, within=10)
    assert len(await post.mails()) == 1


async def test_pages_follow_one_another_without_gap_or_repetition(post: Post, api: Api) -> None:
    """Also where several came at the same moment."""
    ((envelope, event),) = history(locked("marc"))
    for batch in range(4):
        await post.hear([(replace(envelope, id=f"e-{batch}-{n}", sequence=batch * 3 + n + 1), event) for n in range(3)])
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = await api.get("marc", f"{INBOX}?limit=5" + (f"&cursor={cursor}" if cursor else ""))
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        assert len(page["items"]) == 5
    kept = sorted(await post.messages(), key=lambda message: (message.queued_at, message.id), reverse=True)
    assert seen == [message.id for message in kept]


async def test_everybody_sees_his_own_only(post: Post, api: Api) -> None:
    await post.hear([*history(locked("marc")), *history(routed(CASE))])
    assert len(await titles(api, "marc")) == len(await titles(api, "elodie")) == 1
    assert await titles(api, "bela") == []
