"""The mailbox, read through the part of Mailpit's API that every mailbox of ours has."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

INTERVAL = 0.2
PAGE = 50


@dataclass(frozen=True, slots=True)
class Mail:
    """One delivered mail. `message_id` is the header without angle brackets: the same again is the same mail."""

    id: str
    message_id: str
    to: str
    subject: str
    text: str
    language: str


class Mailbox:
    """Tells of every mail that arrives after `begin`. While the mailbox is away it waits."""

    def __init__(
        self,
        url: str,
        on_mail: Callable[[Mail], None],
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        interval: float = INTERVAL,
    ) -> None:
        self._http = httpx.AsyncClient(base_url=url, trust_env=False, timeout=10, transport=transport)
        self._on_mail = on_mail
        self._interval = interval
        self._known: set[str] = set()

    async def begin(self) -> None:
        """Take note of what is there already. Raises httpx.HTTPError when the mailbox does not answer."""
        self._known.update([row["ID"] for row in await self._new_rows()])

    async def follow(self) -> None:
        """Run until cancelled."""
        while True:
            try:
                for row in reversed(await self._new_rows()):
                    self._on_mail(await self._read(row))
                    self._known.add(row["ID"])
            except httpx.TransportError:
                pass  # it was stopped or killed; its letters are on disk, so nothing is missed
            await asyncio.sleep(self._interval)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _new_rows(self) -> list[dict[str, Any]]:
        """Rows that are not known yet, newest first."""
        found: dict[str, dict[str, Any]] = {}
        start = 0
        while True:
            answer = await self._http.get("/api/v1/messages", params={"start": start, "limit": PAGE})
            page = answer.raise_for_status().json()["messages"]
            new = [row for row in page if row["ID"] not in self._known]
            found.update((row["ID"], row) for row in new)
            if len(new) < PAGE:
                return list(found.values())
            start += PAGE

    async def _read(self, row: dict[str, Any]) -> Mail:
        message = (await self._http.get(f"/api/v1/message/{row['ID']}")).raise_for_status().json()
        headers = (await self._http.get(f"/api/v1/message/{row['ID']}/headers")).raise_for_status().json()
        return Mail(
            id=row["ID"],
            message_id=message["MessageID"],
            to=", ".join(address["Address"] for address in message["To"]),
            subject=message["Subject"],
            text=message["Text"],
            language=next(iter(headers.get("Content-Language", [])), ""),
        )
