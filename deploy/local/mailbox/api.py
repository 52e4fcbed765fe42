"""The part of Mailpit's HTTP API that services, tests and scripts use (field names and paths are Mailpit's)."""

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from deploy.local.mailbox.archive import Archive
from deploy.local.mailbox.letter import Letter
from deploy.local.mailbox.search import matches

DEFAULT_LIMIT = 50


class Api:
    """Answers from one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def routes(self) -> list[Route]:
        """List the paths."""
        return [
            Route("/api/v1/messages", self.messages),
            Route("/api/v1/messages", self.delete, methods=["DELETE"]),
            Route("/api/v1/search", self.messages),
            Route("/api/v1/message/{id}", self.message),
            Route("/api/v1/message/{id}/headers", self.headers),
            Route("/api/v1/message/{id}/raw", self.raw),
            Route("/readyz", self.ready),
            Route("/livez", self.ready),
        ]

    async def messages(self, request: Request) -> Response:
        """Answer one page of messages, newest first; `query` narrows them."""
        start = _number(request, "start", 0)
        limit = _number(request, "limit", DEFAULT_LIMIT)
        everything = self._archive.newest_first()
        query = request.query_params.get("query", "")
        found = [letter for letter in everything if matches(letter, query)]
        page = found[start : start + limit]
        return JSONResponse(
            {
                "total": len(everything),
                "unread": self._unread(everything),
                "count": len(page),
                "messages_count": len(found),
                "messages_unread": self._unread(found),
                "start": start,
                "tags": [],
                "messages": [letter.summary(read=self._archive.is_read(letter)) for letter in page],
            }
        )

    async def message(self, request: Request) -> Response:
        """Answer one message, and mark it read."""
        letter = self._wanted(request)
        self._archive.mark_read(letter)
        return JSONResponse(letter.full())

    async def headers(self, request: Request) -> Response:
        """Answer all headers of one message."""
        return JSONResponse(self._wanted(request).headers())

    async def raw(self, request: Request) -> Response:
        """Answer the message as it came."""
        letter = self._wanted(request)
        attachment = {"Content-Disposition": f'attachment; filename="{letter.id}.eml"'}
        wanted = attachment if request.query_params.get("dl") == "1" else {}
        return Response(letter.raw, media_type="text/plain; charset=utf-8", headers=wanted)

    async def delete(self, request: Request) -> Response:
        """Delete the messages of `{"IDs": [...]}`, or all without a body."""
        body = await request.body()
        try:
            names = json.loads(body).get("IDs") if body else None
        except (ValueError, AttributeError):
            raise HTTPException(400, "The body is not a JSON object with IDs.") from None
        self._archive.delete(names or None)
        return PlainTextResponse("ok")

    async def ready(self, _request: Request) -> Response:
        """Answer that the mailbox works."""
        return PlainTextResponse("ok")

    def _wanted(self, request: Request) -> Letter:
        letter = self._archive.get(request.path_params["id"])
        if letter is None:
            raise HTTPException(404, "message not found")
        return letter

    def _unread(self, letters: list[Letter]) -> int:
        return sum(not self._archive.is_read(letter) for letter in letters)


def _number(request: Request, name: str, default: int) -> int:
    value = request.query_params.get(name, "")
    return int(value) if value.isdecimal() else default
