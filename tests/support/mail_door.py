"""python -m tests.support.mail_door --smtp-port P --http-port P --mailpit-smtp P --mailpit-http P: run until SIGTERM.

Mailpit accepts every mail. Tests want to see refusals, broken connections and slowness, too: this takes the mails,
behaves as /test/behaviour asks (as the embedded mailbox does), and hands on to Mailpit what is to be kept. All other
HTTP is Mailpit's own.
"""

import argparse
import asyncio
import smtplib
from dataclasses import dataclass

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from deploy.local.mailbox.behaviour import Conduct
from deploy.local.mailbox.control import Control
from deploy.local.mailbox.smtp import serve_smtp
from deploy.local.ports import HOST

METHODS = ["GET", "POST", "PUT", "DELETE"]


@dataclass(frozen=True, slots=True)
class Passed:
    id: str


class Mailpit:
    """Mailpit's two sides on this machine."""

    def __init__(self, smtp_port: int, http_port: int) -> None:
        self._smtp_port = smtp_port
        self._http = httpx.AsyncClient(base_url=f"http://{HOST}:{http_port}", trust_env=False, timeout=20)

    def add(self, sender: str, recipients: list[str], raw: bytes) -> Passed:
        """Hand one mail on; it is kept when this returns."""
        with smtplib.SMTP(HOST, self._smtp_port, timeout=20) as smtp:
            smtp.sendmail(sender, recipients, raw, mail_options=["SMTPUTF8", "BODY=8BITMIME"])
        return Passed("passed on")

    async def ask(self, request: Request) -> Response:
        """Ask it what we were asked."""
        path = httpx.URL(path=request.url.path, query=request.url.query.encode())
        kept = {name: value for name, value in request.headers.items() if name in ("accept", "content-type")}
        answer = await self._http.request(request.method, path, content=await request.body(), headers=kept)
        return Response(answer.content, answer.status_code, media_type=answer.headers.get("content-type"))


async def serve(smtp_port: int, http_port: int, mailpit: Mailpit) -> None:
    conduct = Conduct()
    smtp = await serve_smtp(HOST, smtp_port, mailpit, conduct)
    routes = [*Control(conduct).routes(), Route("/{path:path}", mailpit.ask, methods=METHODS)]
    config = uvicorn.Config(Starlette(routes=routes), host=HOST, port=http_port, log_level="warning")
    await uvicorn.Server(config).serve()
    smtp.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--smtp-port", "--http-port", "--mailpit-smtp", "--mailpit-http"):
        parser.add_argument(option, type=int, required=True)
    given = parser.parse_args()
    asyncio.run(serve(given.smtp_port, given.http_port, Mailpit(given.mailpit_smtp, given.mailpit_http)))
