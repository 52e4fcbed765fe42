"""Every refusal of notify: status, machine code, and that nothing has changed."""

from typing import Any

import pytest

from services.notify.domain.contact import Contact
from services.notify.domain.desk import Desk
from services.notify.domain.duty import Duty
from services.notify.domain.message import Message
from tests.integration.notify.callers import Api
from tests.integration.notify.post import Post
from tests.integration.notify.refusals import REFUSALS
from tests.integration.notify.test_api import CASE, everybody
from tests.unit.notify.guide import history, locked, routed


async def everything(post: Post) -> dict[str, Any]:
    store = post.runtime.store
    states = [state for kind in (Message, Contact, Duty, Desk) for state in await store.find(kind, {})]
    return {**{state.id: state for state in states}, "published": await post.told()}


@pytest.mark.rule("F3", "F9")
async def test_every_refusal_says_why_and_changes_nothing(post: Post, api: Api) -> None:
    await post.hear([*everybody(), *history(routed(CASE)), *history(locked("marc"))])
    ids = {message.template.value: message.id for message in await post.messages()}
    names = {"receipt": ids["receipt"], "work_item": ids["work-item"], "locked": ids["account-locked"]}
    read = await api.send(
        "elodie", "POST", f"/notifications/{ids['receipt']}/read", headers={"Idempotency-Key": "used"}
    )
    assert read.status_code == 204
    before = await everything(post)
    wrong: dict[str, Any] = {}
    for refusal in REFUSALS:
        path = refusal.path.format(**names, long="x" * 101)
        answer = await api.send(refusal.who, refusal.method, path, json=refusal.body, headers=refusal.headers)
        if found := refusal.differs(answer):
            wrong[refusal.name] = found
    assert wrong == {}
    assert await everything(post) == before
