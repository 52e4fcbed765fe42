"""GET /messages and /audit/messages: where mails stand, for whom it concerns."""

import re
from collections import Counter
from typing import Any

import pytest

from contracts.events.registry import AuthorisationRevoked, AuthorisationStatus
from services.notify.domain.message import Message
from tests.integration.notify.callers import Api
from tests.integration.notify.post import Post
from tests.support.eventually import eventually
from tests.unit.notify.guide import (
    ALPRO,
    BELGIUM,
    COMMISSION,
    INAO,
    Delivery,
    activated,
    bootstrapped,
    case_of,
    granted,
    history,
    routed,
)
from tests.unit.notify.later import HELPDESK, reassigned, right_of

CASE = case_of("elodie", ALPRO, BELGIUM, delegated=True)
OF_CASE = f"/messages?request_id={CASE.request_id}"
EVERYTHING = Counter({"person": 2, "validators": 2, "helpdesks": 2})


def everybody() -> list[Delivery]:
    """Béla decides, Cora stands above, Inès belongs elsewhere, Harry helps, Ada administers ALPRO, Tom only acts."""
    people = [("bela", BELGIUM), ("cora", COMMISSION), ("ines", INAO), ("harry", HELPDESK)]
    rights = [history(granted(who, right_of_authority(where), request=None)) for who, where in people]
    administrator = history(granted("ada", ALPRO, administrator=True))
    user = history(granted("tom", ALPRO))
    return [each for events in [*rights, administrator, user] for each in events]


def right_of_authority(where: Any) -> Any:
    ((_, event),) = bootstrapped("bela", where)[1]
    return event.authorisation.organisation  # type: ignore[attr-defined]


@pytest.fixture
async def told(post: Post) -> Post:
    """The request of Élodie has been routed and granted; its mails are settled or wait."""
    await post.hear([*everybody(), *history(activated("elodie"))])
    async with post.mailing():
        await post.hear(history(routed(CASE)))
        await post.hear(history(granted("elodie", ALPRO)))
        await eventually(lambda: all_but_unknown(post))
    return post


async def all_but_unknown(post: Post) -> bool:
    """Whether only mails to people whose address is not known are left."""
    return all(message.due_at is None and message.claim is None for message in await post.messages())


async def roles(api: Api, who: str) -> Counter[str]:
    return Counter(item["to"] for item in (await api.get(who, OF_CASE))["items"])


@pytest.mark.rule("F4", "F9", "6.failure")
async def test_the_applicant_sees_the_state_of_his_own_mails(told: Post, api: Api) -> None:
    items = (await api.get("elodie", OF_CASE))["items"]
    assert sorted((item["template"], item["status"], item["to"]) for item in items) == [
        ("granted", "SENT", "person"),
        ("receipt", "SENT", "person"),
    ]
    assert all(item["sent_at"] >= item["queued_at"] for item in items)


@pytest.mark.rule("F3", "F9", "E10", "E5")
@pytest.mark.parametrize("who", ["bela", "cora", "harry", "ada"])
async def test_who_decides_and_who_helps_sees_them_all_and_no_address(told: Post, api: Api, who: str) -> None:
    answer = await api.send(who, "GET", OF_CASE)
    items = answer.json()["items"]
    assert Counter(item["to"] for item in items) == EVERYTHING
    assert "SPLIT" not in {item["status"] for item in items}
    assert "@" not in answer.text
    assert not re.search(r"\b(bela|ada|elodie|recipient)\b", answer.text)  # whole words: "ada" may be a part of any id


@pytest.mark.rule("F9")
async def test_nobody_else_sees_anything(told: Post, api: Api) -> None:
    for who in ("ines", "tom", "marc"):
        assert await roles(api, who) == Counter()
    assert (await api.get("bela", "/messages?request_id=another")) == {"items": []}


async def test_who_lost_the_right_or_the_case_sees_his_own_mails_only(told: Post, api: Api) -> None:
    gone = AuthorisationRevoked(
        **right_of("harry", right_of_authority(HELPDESK), AuthorisationStatus.REVOKED), reason="-"
    )
    await told.hear(history(granted("harry", right_of_authority(HELPDESK), request=None), gone)[1:])
    await told.hear(history(routed(CASE), reassigned(CASE.model_copy(update={"superior": None}), INAO))[1:])
    assert [await roles(api, who) for who in ("harry", "cora")] == [Counter(), Counter()]
    assert await roles(api, "bela") == Counter(validators=1)
    assert await roles(api, "ines") > EVERYTHING


@pytest.mark.rule("E7")
async def test_who_decides_sees_only_his_own_mails_about_his_own_request(post: Post, api: Api) -> None:
    own = case_of("bela", ALPRO, BELGIUM)
    await post.hear([*everybody(), *history(routed(own))])
    items = (await api.get("bela", f"/messages?request_id={own.request_id}"))["items"]
    assert [item["template"] for item in items] == ["receipt"]


async def a_mail(post: Post, template: str, **query: Any) -> Message:
    return next(message for message in await post.messages(**query) if message.template == template)


async def test_what_became_of_a_mail_can_be_followed_by_whom_it_concerns(told: Post, api: Api) -> None:
    receipt = await a_mail(told, "receipt")
    for who in ("elodie", "bela", "harry"):
        (entry,) = (await api.get(who, f"/audit/messages/{receipt.id}"))["items"]
        assert (entry["what"], entry["who"]) == ("MessageSent", "system:mailer")
        assert entry["correlation_id"] == receipt.correlation_id
    for who in ("ines", "tom"):
        assert (await api.send(who, "GET", f"/audit/messages/{receipt.id}")).status_code == 404


async def test_a_mail_that_has_not_been_sent_has_no_trail_yet(told: Post, api: Api) -> None:
    work_item = await a_mail(told, "work-item", **{"recipient.account_id": "bela"})
    assert await api.get("bela", f"/audit/messages/{work_item.id}") == {"items": []}
