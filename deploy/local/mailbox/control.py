"""What tests turn: POST /test/behaviour makes the SMTP side misbehave. Answers to this machine only."""

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from deploy.local.mailbox.behaviour import Behaviour, Conduct

LOOPBACK = ("127.0.0.1", "::1")


class Control:
    """Sets and shows the conduct of the SMTP side."""

    def __init__(self, conduct: Conduct) -> None:
        self._conduct = conduct

    def routes(self) -> list[Route]:
        """List the paths."""
        return [Route("/test/behaviour", self.show), Route("/test/behaviour", self.set, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """Answer the behaviour in force and how often it was applied."""
        _only_from_here(request)
        return JSONResponse({**self._conduct.behaviour.model_dump(), "applied": self._conduct.applied})

    async def set(self, request: Request) -> Response:
        """Behave like the body says from now on."""
        _only_from_here(request)
        try:
            self._conduct.set(Behaviour.model_validate_json(await request.body()))
        except ValidationError as error:
            raise HTTPException(422, str(error)) from error
        return await self.show(request)


def _only_from_here(request: Request) -> None:
    if request.client is None or request.client.host not in LOOPBACK:
        raise HTTPException(403, "Only this machine may change the behaviour.")
