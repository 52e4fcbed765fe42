"""Who is logged in: beginning, renewing and describing a session with the help of our own API."""

import asyncio
from dataclasses import replace
from typing import Any

from contracts.reference import HELPDESK_ID
from services.gateway.pages.api import Api
from services.gateway.pages.problem import Problem
from services.gateway.sessions import Right, Session


async def begin(api: Api, email: str, password: str) -> Session:
    """Log in. Raises Problem."""
    tokens = await api.post("/sessions", {"email": email, "password": password})
    return await _described(api, Session.begun(tokens, api.gateway.clock()))


async def renew(api: Api, session: Session) -> Session:
    """The same session with fresh tokens; at once for everybody who asks with the same old ones. Raises Problem."""

    async def ask(old: Session) -> Session:
        tokens = await api.post("/sessions/refreshes", {"refresh_token": old.refresh_token})
        return await _described(api, old.renewed(tokens, api.gateway.clock()))

    return await api.gateway.renewals.renew(session, ask)


async def _described(api: Api, session: Session) -> Session:
    """With what every page shows of the person. What a service cannot say now stays as it was known."""
    speaking = replace(api, token=session.access_token)
    me, rights = await asyncio.gather(_known(speaking, "/me"), _known(speaking, "/me/rights"))
    return session.told(**(said_of(me) if me else {}), **({"rights": rights_in(rights)} if rights else {}))


def said_of(me: dict[str, Any]) -> dict[str, str]:
    """What a session keeps of `GET /me`."""
    return {
        "name": f"{me['first_name']} {me['last_name']}",
        "email": me["email"],
        "language": me["language"],
        "timezone": me["timezone"],
    }


def rights_in(listed: dict[str, Any]) -> tuple[Right, ...]:
    """What a session keeps of `GET /me/rights`: of those that are in force each combination once."""
    rights = (
        Right(
            kind=row["organisation"]["kind"],
            administrator=row["administrator"],
            helpdesk=row["organisation"]["id"] == HELPDESK_ID,
        )
        for row in listed["items"]
        if row["effective"]
    )
    return tuple(dict.fromkeys(rights))


async def _known(api: Api, path: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = await api.get(path)
    except Problem:
        return None
    return found
