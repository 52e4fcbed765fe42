"""A control body is told of certificates that run out, also one that somebody proposed (domain section 6)."""

import pytest

from tests.integration.notify.post import Post
from tests.support.eventually import eventually
from tests.unit.notify.guide import IMPORTER, activated, created, granted, history
from tests.unit.notify.later import ECOCERT, expiring

PROPOSED = ECOCERT.model_copy(update={"id": "drawn-at-the-proposal"})
"""Its id does not follow from its code, which is all that an operator's activity names."""


@pytest.mark.rule("6.activity", "E15")
async def test_the_users_of_a_proposed_control_body_are_told(post: Post) -> None:
    await post.hear(history(created("cora"), activated("cora")))
    await post.hear(history(granted("cora", PROPOSED)))
    async with post.mailing():
        await eventually(post.settled, within=20)
        await post.hear(history(expiring(IMPORTER)))
        await eventually(post.settled, within=20)
    told = [message for message in await post.messages() if message.template == "activity-expiring"]
    assert [message.recipient.name for message in told if message.duty == "control-body"] == ["account:cora"]
