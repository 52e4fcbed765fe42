"""Rights as people see them: stopped, with their operator or alone, and at the same moment from two sides."""

import asyncio

import pytest

from chassis.unit_of_work import Answer
from services.registry.domain.organisation_commands import ReinstateOperator, SuspendOperator
from tests.integration.registry.harness import Registry
from tests.integration.registry.people import ALPRO, settled

REASON = {"reason": "as the test wants it"}


@pytest.mark.rule("2.authorisation", "F5", "F8")
async def test_a_suspended_right_is_shown_and_has_no_effect(registry: Registry) -> None:
    world = await settled(registry)
    (right,) = (await world.done("sam", "GET", "/me/rights"))["items"]
    assert (right["status"], right["effective"], right["authorisation_id"]) == ("SUSPENDED", False, world.rights["sam"])
    seen = await world.done("sam", "GET", f"/requests/{world.requests['sam']}")
    assert (seen["status"], seen["reason_code"], seen["reason"]) == ("SUSPENDED", "suspended", "on leave")
    assert seen["timeline"][-1]["who"] == "ALPRO Comm.V.A."
    await world.done("valerie", "POST", f"/authorisations/{world.rights['sam']}/reinstatement", REASON)
    (right,) = (await world.done("sam", "GET", "/me/rights"))["items"]
    assert (right["status"], right["effective"]) == ("VALID", True)
    assert (await registry.published())[-2:] == ["AuthorisationSuspended", "AuthorisationReinstated"]


@pytest.mark.rule("2.operator", "F8")
async def test_a_suspended_operator_stops_its_users_without_changing_their_rights(registry: Registry) -> None:
    world = await settled(registry)
    await registry.runtime.execute(SuspendOperator(ALPRO, "fraud"), lambda _: Answer(204), actor="valerie")
    (right,) = (await world.done("adam", "GET", "/me/rights"))["items"]
    assert (right["status"], right["effective"], right["organisation"]["status"]) == ("VALID", False, "SUSPENDED")
    assert (await world.send("adam", "GET", f"/organisations/{ALPRO}/users")).status_code == 404
    path = f"/authorisations/{world.rights['ursula']}/suspension"
    assert (await world.send("adam", "POST", path, REASON)).status_code == 404
    await world.done("valerie", "POST", path, REASON)
    await registry.runtime.execute(ReinstateOperator(ALPRO, "cleared"), lambda _: Answer(204), actor="valerie")
    (right,) = (await world.done("adam", "GET", "/me/rights"))["items"]
    assert right["effective"]


@pytest.mark.rule("2.authorisation", "B2")
async def test_whose_right_was_revoked_may_ask_again(registry: Registry) -> None:
    world = await settled(registry)
    revoked = await world.done("adam", "POST", f"/authorisations/{world.rights['ursula']}/revocation", REASON)
    assert (revoked["status"], revoked["administrator"], revoked["account_id"]) == ("REVOKED", False, "ursula")
    assert (await world.done("ursula", "GET", "/me/rights"))["items"] == []
    before = world.requests["ursula"]
    await world.ask_to_join("ursula")
    again = await world.done("ursula", "GET", f"/requests/{world.requests['ursula']}")
    assert (again["status"], again["previous_request_id"]) == ("REQUESTED", before)
    ended = await world.done("ursula", "GET", f"/requests/{before}")
    assert (ended["status"], ended["previous_request_id"]) == ("REVOKED", None)


@pytest.mark.rule("E4", "E5", "F6")
async def test_the_authority_of_the_first_user_hands_his_flag_over(registry: Registry) -> None:
    world = await settled(registry)
    flag = "/authorisations/{}/administrator"
    appointed = await world.done("valerie", "PUT", flag.format(world.rights["ursula"]), REASON)
    assert (appointed["status"], appointed["administrator"]) == ("VALID", True)
    again = await world.done("valerie", "PUT", flag.format(world.rights["ursula"]), REASON)
    assert again == appointed
    removed = await world.send("valerie", "DELETE", f"{flag.format(world.rights['adam'])}?reason=as+agreed")
    assert removed.json()["administrator"] is False
    users = (await world.done("adam", "GET", f"/organisations/{ALPRO}/users"))["items"]
    assert {user["account_id"]: user["administrator"] for user in users} == {
        "adam": False,
        "ursula": True,
        "sam": False,
    }
    assert (await registry.published())[-2:] == ["AdministratorAppointed", "AdministratorRemoved"]
    trail = (await world.done("hans", "GET", f"/audit/organisations/{ALPRO}"))["items"]
    assert [(each["what"], each["who"], each["subject"]) for each in trail][-2:] == [
        ("AdministratorAppointed", "valerie", world.rights["ursula"]),
        ("AdministratorRemoved", "valerie", world.rights["adam"]),
    ]


@pytest.mark.rule("E8")
async def test_two_administrators_cannot_remove_each_other_at_once(registry: Registry) -> None:
    world = await settled(registry)
    rights = world.rights
    await world.done("adam", "PUT", f"/authorisations/{rights['ursula']}/administrator", REASON)
    answers = await asyncio.gather(
        world.send("adam", "DELETE", f"/authorisations/{rights['ursula']}/administrator", REASON),
        world.send("ursula", "DELETE", f"/authorisations/{rights['adam']}/administrator", REASON),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 403]
