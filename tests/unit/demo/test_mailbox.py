"""The mailbox tells of every mail once, oldest first, and of none that was there before."""

import asyncio

import httpx

from demo.mailbox import PAGE, Mail, Mailbox
from tests.support.eventually import eventually


class Letters:
    """A mailbox that can be away."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.away = False

    def handle(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            raise httpx.ConnectError("refused")
        match request.url.path.removeprefix("/api/v1/").split("/"):
            case ["messages"]:
                start, limit = int(request.url.params["start"]), int(request.url.params["limit"])
                newest_first = [{"ID": id} for id in reversed(self.ids)]
                return httpx.Response(200, json={"messages": newest_first[start : start + limit]})
            case ["message", id]:
                to = [{"Address": "elodie@importer.example.org"}]
                return httpx.Response(200, json={"MessageID": f"{id}@x", "To": to, "Subject": id, "Text": ""})
            case _:
                return httpx.Response(200, json={"Content-Language": ["fr"]})


async def seen_by(letters: Letters, *, arriving: int, pause: float = 0) -> list[Mail]:
    seen: list[Mail] = []
    mailbox = Mailbox("http://mailbox", seen.append, transport=httpx.MockTransport(letters.handle), interval=0.001)
    await mailbox.begin()
    following = asyncio.create_task(mailbox.follow())
    letters.away = pause > 0
    letters.ids += [f"new{number}" for number in range(arriving)]
    await asyncio.sleep(pause)
    letters.away = False
    await eventually(lambda: len(seen) >= arriving, interval=0.001)
    following.cancel()
    await mailbox.close()
    return seen


async def test_new_mails_are_told_in_order_and_old_ones_not() -> None:
    letters = Letters()
    letters.ids = [f"old{number}" for number in range(PAGE * 2 + 3)]
    seen = await seen_by(letters, arriving=PAGE + 7)
    assert [mail.subject for mail in seen] == [f"new{number}" for number in range(PAGE + 7)]
    assert (seen[0].message_id, seen[0].to, seen[0].language) == ("new0@x", "elodie@importer.example.org", "fr")


async def test_a_mailbox_that_is_away_is_waited_for() -> None:
    assert len(await seen_by(Letters(), arriving=1, pause=0.01)) == 1
