"""Signing up: captcha, form, the link in the mail, the password, the log-in."""

from collections.abc import Collection
from random import Random
from typing import Any

import httpx

from demo import cast, numbers
from demo.chapters.signing_up import form
from demo.client import Refused
from demo.confirm_page import link_in
from demo.person import Person
from tests.chaos.load.waiting import until
from tests.chaos.load.world import World

NAMES = (("Élodie", "Durand"), ("Hugo", "Bernard"), ("Ümit", "Øst"), ("Anna", "Novák"))
GONE = (404, 410)
UNAUTHORIZED = 401


async def newcomer(world: World, random: Random) -> Person:
    """Somebody new, logged in."""
    who = await signed_up(world, random)
    person = Person(world.client, who.name, who.email, who.password, who.language)
    async with httpx.AsyncClient(base_url=world.stack.mailbox, trust_env=False, timeout=10) as mailbox:
        await _confirm(world, person, mailbox)
    return person


async def signed_up(world: World, random: Random) -> cast.Applicant:
    """Somebody new, who has not confirmed the address."""
    first, last = random.choice(NAMES)
    address = f"{numbers.run_id()}@importer.example.org"
    who = cast.Applicant(first, last, random.choice(("en", "fr")), address, numbers.password())
    captcha = (await world.client.ask("POST", "/captchas")).body
    sent = form(who, captcha["id"], world.stack.captcha_answer)
    world.done("sign up", await world.client.ask("POST", "/accounts", json=sent), email=who.email)
    return who


async def _confirm(world: World, who: Person, mailbox: httpx.AsyncClient) -> None:
    """Follow the newest link and log in; a person whose mail was refused by the server asks for another one."""
    tried: set[str] = set()
    renewed = 0

    async def fresh_link() -> str | None:
        nonlocal renewed
        if list(world.door.refused.values()).count(who.email) > renewed:
            renewed += 1
            answer = await world.client.ask("POST", "/accounts/confirmations/renewals", json={"email": who.email})
            world.done("renew link", answer, email=who.email)
        return await _link(mailbox, who.email, tried)

    while True:
        link = await until(f"a link for {who.email}", fresh_link)
        tried.add(link)
        body = {"token": link.partition("token=")[2], "password": who.password}
        answer = await world.client.ask("POST", "/accounts/confirmations", json=body, expect=GONE)
        uncertain = answer.status in GONE and answer.attempts > 1
        if (answer.status not in GONE or uncertain) and await _logged_in(who, uncertain):
            world.done("confirm", answer, email=who.email)
            world.done("log in", answer, session_id=who.session_id)
            return


async def _logged_in(who: Person, uncertain: bool) -> bool:
    """Log in; False if an attempt that got no answer was in vain. Raises Refused where it was not."""
    try:
        await who.log_in()
    except Refused as refused:
        if uncertain and refused.status == UNAUTHORIZED:
            return False
        raise
    return True


async def _link(mailbox: httpx.AsyncClient, address: str, tried: Collection[str]) -> str | None:
    """The newest link in a mail to this address that was not tried yet."""
    try:
        found = await mailbox.get("/api/v1/search", params={"query": f"to:{address}"})
        for row in found.json()["messages"]:
            message: dict[str, Any] = (await mailbox.get(f"/api/v1/message/{row['ID']}")).json()
            link = link_in(message["Text"])
            if link and link not in tried:
                return link
    except httpx.TransportError:
        return None
    return None
