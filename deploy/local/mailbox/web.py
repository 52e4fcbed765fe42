"""The pages: the list of mails, and one mail. An HTML body is shown in a sandbox; its links open in a new tab."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from deploy.local.mailbox.archive import Archive
from deploy.local.mailbox.search import matches

TEMPLATES = Jinja2Templates(directory=Path(__file__).parent / "pages")
SHOWN = 200
INSIDE_FRAME = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; "
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:"
)


class Pages:
    """Renders one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def routes(self) -> list[Route]:
        """List the paths."""
        return [
            Route("/", self.index),
            Route("/view/{id}.html", self.body),
            Route("/view/{id}", self.view),
            Route("/delete", self.delete, methods=["POST"]),
        ]

    async def index(self, request: Request) -> Response:
        """List the newest mails; the page refreshes itself."""
        query = request.query_params.get("query", "")
        found = [letter for letter in self._archive.newest_first() if matches(letter, query)]
        context = {"letters": found[:SHOWN], "total": len(found), "query": query, "is_read": self._archive.is_read}
        return TEMPLATES.TemplateResponse(request, "index.html", context)

    async def view(self, request: Request) -> Response:
        """Show one mail."""
        letter = self._archive.get(request.path_params["id"])
        if letter is None:
            raise HTTPException(404, "This mail does not exist (any more).")
        self._archive.mark_read(letter)
        return TEMPLATES.TemplateResponse(request, "view.html", {"letter": letter})

    async def body(self, request: Request) -> Response:
        """Answer the HTML body alone, for the frame of the page."""
        letter = self._archive.get(request.path_params["id"])
        if letter is None:
            raise HTTPException(404, "This mail does not exist (any more).")
        html = f'<base target="_blank">{letter.html}'
        return HTMLResponse(html, headers={"Content-Security-Policy": INSIDE_FRAME, "Referrer-Policy": "no-referrer"})

    async def delete(self, _request: Request) -> Response:
        """Delete all mails."""
        self._archive.delete()
        return RedirectResponse("/", status_code=303)
