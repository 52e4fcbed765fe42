"""How often registry asks its store for a question of a page: each time costs more than anything else it does."""

import pytest

from services.registry.console import bootstrap_grant
from tests.integration.registry.harness import Registry
from tests.integration.registry.proposals import proposal
from tests.support.commands import commands


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("/requests/{request_id}", 4),
        ("/requests/{request_id}?duplicates=true", 6),
        ("/organisations/{operator_id}/users", 4),
    ],
)
async def test_a_validator_reads_a_proposal(registry: Registry, question: str, most: int) -> None:
    await bootstrap_grant(registry.runtime, {"organisation": "FR-INAO", "account_id": "valerie"})
    async with registry.as_("anna") as anna, registry.as_("valerie") as valerie:
        sent = (await anna.post("/operators", json=proposal())).json()
        await registry.route(sent["authorisation_id"])
        with commands() as asked:
            assert (await valerie.get(question.format(**sent))).status_code == 200
    assert 0 < len(asked) <= most
    assert set(asked) <= {"find", "aggregate"}
