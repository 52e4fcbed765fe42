"""The helpdesk finds a request by whatever it is told on the phone; nobody else finds people (F3, domain section 5)."""

from typing import Any

import pytest

from chassis.decider import Aggregate
from chassis.ids import new_id
from contracts.events.identity import Account, AccountActivated, AccountStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.person import Person
from services.registry.queries.finding import MOST_MEANT, organisations_at, people_named
from tests.integration.registry.harness import Registry
from tests.integration.registry.people import World, settled
from tests.integration.registry.proposals import proposal


def known(account_id: str, first_name: str, last_name: str, email: str) -> AccountActivated:
    account = Account(
        account_id=account_id,
        status=AccountStatus.ACTIVE,
        first_name=first_name,
        last_name=last_name,
        email=email,
        language="fr",
        timezone="Europe/Paris",
    )
    return AccountActivated(account_id=account_id, account=account)


@pytest.fixture
async def world(registry: Registry) -> World:
    made = await settled(registry)
    address = {"street": "Quai aux Briques 12", "postcode": "1000", "city": "Bruxelles", "country": "BE", "main": True}
    sent = await made.done("anna", "POST", "/operators", proposal(name="Électro Nord", addresses=[address]))
    await registry.route(sent["authorisation_id"])
    made.requests["anna"] = sent["request_id"]
    await registry.handle(
        known("anna", "Anna", "Lefèvre", "Anna.Lefevre@electro.example"),
        known("ursula", "Ursula", "Lefort", "ursula@electro.example"),
    )
    return made


async def found(world: World, who: str, q: str, scope: str = "all", **more: str) -> list[dict[str, Any]]:
    async with world.registry.as_(who) as person:
        answer = await person.get("/requests", params={"scope": scope, "q": q, **more})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


ADDRESSES = ("quai aux briques", "briques 1000 brux", "QUAI")
PEOPLE = ("anna lefevre", "Lefèv", "anna.lefevre@electro.example", "ANNA.LEFEVRE@ELECTRO.EXAMPLE ", "anna electro")


@pytest.mark.rule("F3", "5")
@pytest.mark.parametrize("q", [*ADDRESSES, *PEOPLE])
async def test_the_helpdesk_finds_it_by_address_name_and_mail_address(world: World, q: str) -> None:
    (item,) = await found(world, "hans", q)
    assert item["request_id"] == world.requests["anna"]
    assert item["applicant"] == {"account_id": "anna", "name": "Anna Lefèvre"}


@pytest.mark.rule("5")
async def test_nobody_else_finds_people_or_is_told_of_them(world: World) -> None:
    for who in ("anna", "valerie", "carl", "adam", "bert"):
        for q in PEOPLE:
            assert await found(world, who, q) == [], (who, q)
    for who in ("anna", "valerie", "carl"):
        (item,) = await found(world, who, ADDRESSES[0])
        assert item["applicant"] is None
    for who in ("adam", "bela", "bert"):
        assert await found(world, who, ADDRESSES[0]) == []
        assert await found(world, who, world.requests["anna"]) == []


async def test_words_of_people_and_places_lead_to_all_their_requests_in_pages(world: World) -> None:
    await world.ask_to_join("anna")
    newest, oldest = world.requests["anna"], (await found(world, "hans", "quai briques"))[0]["request_id"]
    assert [item["request_id"] for item in await found(world, "hans", "lefevre")] == [newest, oldest]
    async with world.registry.as_("hans") as hans:
        params: dict[str, Any] = {"scope": "all", "q": "lef", "limit": 1}
        ids: list[str] = []
        while "cursor" not in params or params["cursor"]:
            answer = (await hans.get("/requests", params=params)).json()
            ids += [item["request_id"] for item in answer["items"]]
            params["cursor"] = answer["next_cursor"]
    assert ids == [newest, oldest, world.requests["ursula"]]


async def test_an_erased_person_is_not_found(world: World) -> None:
    event = known("anna", "", "", "")
    erased = event.model_copy(update={"account": event.account.model_copy(update={"status": AccountStatus.ERASED})})
    await world.registry.handle(erased)
    assert await found(world, "hans", "lefevre") == []
    (item,) = await found(world, "hans", world.requests["anna"])
    assert item["applicant"] == {"account_id": "anna", "name": None}


async def test_what_every_question_begins_with_has_an_index(world: World) -> None:
    """The embedded store reads by the index of one clause and explains none but lone ones."""
    store = world.registry.runtime.store
    clauses: list[tuple[type[Aggregate], dict[str, Any]]] = [
        (Organisation, {"place_beginnings": "qua"}),
        (Person, {"beginnings": "lef"}),
        (Authorisation, {"account_id": {"$in": ["anna"]}}),
        (Authorisation, {"organisation_id": {"$in": ["x", "y"]}}),
    ]
    for of, query in clauses:
        plan = str(await store[of.collection].find(query).limit(20).explain())
        assert "IXSCAN" in plan, plan
        assert "COLLSCAN" not in plan, plan


async def test_a_word_that_many_have_is_looked_up_within_bounds(world: World) -> None:
    many = [known(new_id(), "Jean", f"Dupont{number}", f"j{number}@big.example") for number in range(MOST_MEANT + 5)]
    await world.registry.handle(*many)
    store = world.registry.runtime.store
    assert len(await people_named(store, "jean", MOST_MEANT)) == MOST_MEANT
    assert await people_named(store, "j7@big.example", MOST_MEANT) == [many[7].account_id]
    assert await people_named(store, "&", MOST_MEANT) == await organisations_at(store, "&", MOST_MEANT) == []
