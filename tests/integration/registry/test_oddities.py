"""What was accepted and is odd stays to be seen while the request is open (rules D3, D5, B1)."""

from typing import Any

import pytest

from tests.integration.registry.harness import Registry
from tests.integration.registry.people import settled
from tests.integration.registry.proposals import body, proposal


@pytest.mark.parametrize(
    ("path", "sent", "odd"),
    [
        (
            "/operators",
            proposal(phone="+33612345678", eori="BE012345678"),
            ["/identifiers/0/value", "/authorisation/contact_phone"],
        ),
        ("/organisations", body(code="BE-BIO-98"), ["/code", "/authorisation/contact_phone"]),
    ],
    ids=["operator", "control body"],
)
async def test_a_request_tells_what_its_proposal_was_answered_with(
    registry: Registry, path: str, sent: dict[str, Any], odd: list[str]
) -> None:
    async with registry.as_("anna") as anna:
        answered = (await anna.post(path, json=sent)).json()
        shown = (await anna.get(f"/requests/{answered['request_id']}")).json()
        listed = (await anna.get("/requests")).json()["items"][0]
    assert [each["pointer"] for each in shown["warnings"]] == odd
    assert shown["warnings"] == [{**each, "organisation": None} for each in answered["warnings"]]
    assert listed["warnings"] == shown["warnings"]


async def test_what_is_odd_about_a_contact_is_for_those_who_may_read_it(registry: Registry) -> None:
    world = await settled(registry)
    await world.ask_to_join("anna")
    path = f"/requests/{world.requests['anna']}"
    for reader, pointers in (("anna", 1), ("valerie", 1), ("hans", 1), ("adam", 0)):
        assert len((await world.done(reader, "GET", path))["warnings"]) == pointers, reader
