"""Domain section 5 as far as registry decides: every role, every action, and what each is answered."""

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

import pytest

from tests.integration.registry.harness import Registry
from tests.integration.registry.people import ALPRO, World, settled
from tests.integration.registry.proposals import proposal

ROLES = ("nora", "ursula", "adam", "sam", "cora", "bela", "valerie", "carl", "hans")
"""Nobody, user, administrator, suspended user of ALPRO; its control body; another authority; its own; the Commission;
the helpdesk."""
YES, CREATED, KNOWN, HIDDEN = 200, 201, 403, 404
NUMBERS = count(1)
REASON = {"reason": "as the test wants it"}


async def search(world: World, who: str) -> int:
    return (await world.send(who, "GET", "/organisations?q=alpro")).status_code


async def create(world: World, who: str) -> int:
    body = proposal(eori=f"BE{next(NUMBERS):010}", name=f"{who} importer")
    return (await world.send(who, "POST", "/operators", body)).status_code


async def attach(world: World, who: str) -> int:
    coffeeteam = (await world.done(who, "GET", "/organisations?q=coffeeteam"))["items"][0]["id"]
    return (await world.send(who, "POST", f"/organisations/{coffeeteam}/authorisations")).status_code


async def see_own(world: World, who: str) -> int:
    own = (await world.done(who, "GET", "/requests"))["items"][0]["request_id"]
    return (await world.send(who, "GET", f"/requests/{own}")).status_code


async def withdraw_own(world: World, who: str) -> int:
    own = (await world.done(who, "GET", "/requests"))["items"][0]["request_id"]
    return (await world.send(who, "POST", f"/requests/{own}/withdrawal")).status_code


def with_request(method: str, path: str, body: Any = None) -> Callable[[World, str], Awaitable[int]]:
    """Try something with another person's open request on ALPRO."""

    async def do(world: World, who: str) -> int:
        return (await world.send(who, method, path.format(world.requests["anna"]), body)).status_code

    return do


async def read_message(world: World, who: str) -> int:
    """200 where the message of the request is shown."""
    answer = await world.send(who, "GET", f"/requests/{world.requests['anna']}")
    return YES if answer.is_success and answer.json()["message"] else HIDDEN


def to_user(method: str, path: str, *before: str, officer: bool = False) -> Callable[[World, str], Awaitable[int]]:
    """Try something with the right of a new user, `before` which an administrator or officer did what is needed."""

    async def do(world: World, who: str) -> int:
        user = f"user-{next(NUMBERS)}"
        right = await (world.join_authority(user) if officer else world.join(user))
        for deed in before:
            how, where = deed.split(" ")
            await world.done("valerie" if officer else "adam", how, where.format(right), REASON)
        return (await world.send(who, method, path.format(right), REASON)).status_code

    return do


async def edit(world: World, who: str) -> int:
    return (await world.send(who, "PATCH", f"/operators/{ALPRO}", {"phone": "+3221234567"})).status_code


async def read_trail(world: World, who: str) -> int:
    return (await world.send(who, "GET", f"/audit/organisations/{ALPRO}")).status_code


async def list_users(world: World, who: str) -> int:
    return (await world.send(who, "GET", f"/organisations/{ALPRO}/users")).status_code


SUSPENSION, REINSTATEMENT, REVOCATION, FLAG = (
    "/authorisations/{}/suspension",
    "/authorisations/{}/reinstatement",
    "/authorisations/{}/revocation",
    "/authorisations/{}/administrator",
)

TABLE: dict[str, tuple[Callable[[World, str], Awaitable[int]], tuple[int, ...]]] = {
    # who: nobody, user, administrator, suspended, control body, other authority, authority, Commission, helpdesk
    "search operators": (search, (YES,) * 9),
    "create an operator (rule B2: people of authorities, too)": (create, (CREATED,) * 9),
    "request an attachment": (attach, (CREATED,) * 9),
    "see an own request": (see_own, (YES,) * 9),
    "withdraw an own request": (withdraw_own, (YES,) * 9),
    "see another's request": (
        with_request("GET", "/requests/{}"),
        (HIDDEN, HIDDEN, YES, HIDDEN, HIDDEN, HIDDEN, YES, YES, YES),
    ),
    "read its message": (read_message, (HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, YES, YES, YES)),
    "withdraw another's request": (
        with_request("POST", "/requests/{}/withdrawal"),
        (HIDDEN, HIDDEN, KNOWN, HIDDEN, HIDDEN, HIDDEN, KNOWN, KNOWN, KNOWN),
    ),
    "answer for another": (
        with_request("POST", "/requests/{}/information", {"message": "yes"}),
        (HIDDEN, HIDDEN, KNOWN, HIDDEN, HIDDEN, HIDDEN, KNOWN, KNOWN, KNOWN),
    ),
    "remind for another": (
        with_request("POST", "/requests/{}/nudges"),
        (HIDDEN, HIDDEN, KNOWN, HIDDEN, HIDDEN, HIDDEN, KNOWN, KNOWN, KNOWN),
    ),
    "edit an operator's details": (edit, (KNOWN,) * 9),
    "read the trail": (read_trail, (HIDDEN, YES, YES, HIDDEN, HIDDEN, HIDDEN, YES, YES, YES)),
    "see who the users are": (list_users, (HIDDEN, YES, YES, HIDDEN, YES, HIDDEN, YES, YES, YES)),
    "suspend a user": (
        to_user("POST", SUSPENSION),
        (HIDDEN, KNOWN, YES, HIDDEN, KNOWN, HIDDEN, YES, YES, KNOWN),
    ),
    "reinstate a user": (
        to_user("POST", REINSTATEMENT, f"POST {SUSPENSION}"),
        (HIDDEN, KNOWN, YES, HIDDEN, KNOWN, HIDDEN, YES, YES, KNOWN),
    ),
    "revoke a user's right": (
        to_user("POST", REVOCATION),
        (HIDDEN, KNOWN, YES, HIDDEN, KNOWN, HIDDEN, YES, YES, KNOWN),
    ),
    "grant the admin flag": (
        to_user("PUT", FLAG),
        (HIDDEN, KNOWN, YES, HIDDEN, YES, HIDDEN, YES, YES, KNOWN),
    ),
    "withdraw the admin flag": (
        to_user("DELETE", FLAG, f"PUT {FLAG}"),
        (HIDDEN, KNOWN, YES, HIDDEN, YES, HIDDEN, YES, YES, KNOWN),
    ),
    "suspend a user of a central authority": (
        to_user("POST", SUSPENSION, officer=True),
        (HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, YES, YES, KNOWN),
    ),
    "grant the admin flag at a central authority": (
        to_user("PUT", FLAG, officer=True),
        (HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, YES, YES, KNOWN),
    ),
}


@pytest.mark.rule("5", "B2", "E5", "E6", "E7", "F3", "F6", "F7", "F9")
@pytest.mark.timeout(300)
async def test_every_role_and_every_action(registry: Registry) -> None:
    world = await settled(registry)
    await world.ask_to_join("anna")
    answered = {what: tuple([await do(world, who) for who in ROLES]) for what, (do, _) in TABLE.items()}
    assert answered == {what: expected for what, (_, expected) in TABLE.items()}
