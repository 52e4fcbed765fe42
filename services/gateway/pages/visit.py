"""Visit: one request for a page, with everything that a page may ask about its visitor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends
from fastapi.responses import RedirectResponse, Response
from starlette.requests import Request

from chassis.ids import new_id
from services.gateway.admission import caller_address
from services.gateway.gateway import Gateway, gateway_of
from services.gateway.pages import csrf, login_state
from services.gateway.pages.api import Answer, Api, Query
from services.gateway.pages.formats import DEFAULT_ZONE, Formats
from services.gateway.pages.forms import Form
from services.gateway.pages.language import PARAMETER, language_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.texts import translations
from services.gateway.sessions import Session, has_cookie, read

T = TypeVar("T")

SEE_OTHER = 303


class LogInFirst(Exception):
    """The page is for people who are logged in; this one is not, or no longer."""


@dataclass
class Visit:
    """A page is a function of a visit. `session` is None for who is not logged in; `form` is empty for a GET.

    `retry_after` is in seconds, where a refusal said when to try again: the answer says it in its header. `heard` is
    the newest event that the gateway knew of before anything was asked: what comes later, the page may not show yet.
    """

    request: Request
    gateway: Gateway
    address: str
    language: str
    session: Session | None
    form: Form = field(default_factory=Form)
    session_changed: bool = False
    language_changed: bool = False
    token_given: str = ""
    retry_after: int | None = None
    heard: str = ""

    @classmethod
    def arriving(cls, request: Request) -> "Visit":
        """What the request itself says; nobody is asked yet."""
        gateway = gateway_of(request)
        public_url = gateway.settings.public_url
        session = read(request, gateway.seal, public_url, gateway.clock())
        over = session is None and has_cookie(request, public_url)
        return cls(
            request,
            gateway,
            caller_address(request, gateway),
            language_of(request),
            session,
            session_changed=over,
            heard=gateway.live.journal.newest_id or "",
        )

    # --- asking the API -----------------------------------------------------------------------------------------

    async def ask(
        self, method: str, path: str, body: Any = None, *, query: Query | None = None, key: str = "", version: str = ""
    ) -> Answer:
        """Ask our API as this visitor; see Api.ask. Raises Problem, LogInFirst."""
        return await self._asking(lambda api: api.ask(method, path, body, query=query, key=key, version=version))

    async def get(self, path: str, **query: str | int | None) -> Any:
        """The JSON of a GET. Raises Problem, LogInFirst."""
        return (await self.ask("GET", path, query=query)).body

    async def get_kept(
        self, path: str, query: Query | None = None, fits: Callable[[Any], bool] = lambda _: True
    ) -> Any:
        """The JSON of a GET that is the same for everybody; see Api.get_kept. Raises Problem, LogInFirst."""
        return await self._asking(lambda api: api.get_kept(path, query, fits))

    async def post(self, path: str, body: Any = None, *, key: str = "") -> Any:
        """The JSON of a POST; `key` is the form's (`self.form["key"]`). Raises Problem, LogInFirst."""
        return (await self.ask("POST", path, {} if body is None else body, key=key)).body

    async def _asking(self, question: Callable[[Api], Awaitable[T]]) -> T:
        api = await self.api()
        try:
            return await question(api)
        except Problem as problem:
            if problem.status == 401 and self.session is not None and problem.code in OVER:
                self.keep_session(None)
                raise LogInFirst from problem
            raise

    def anonymous_api(self) -> Api:
        """The API for what needs no log-in."""
        return Api(self.gateway, self.request, self.address, self.language)

    async def api(self) -> Api:
        """Our API with a token that is fresh. Raises Problem, LogInFirst."""
        if self.session is not None and self.gateway.clock() >= self.session.fresh_until:
            try:
                self.keep_session(await login_state.renew(self.anonymous_api(), self.session))
            except Problem as problem:
                if problem.status == 401:
                    self.keep_session(None)
                    raise LogInFirst from problem
                raise
        token = self.session.access_token if self.session is not None else ""
        return Api(self.gateway, self.request, self.address, self.language, token)

    # --- what the browser keeps ---------------------------------------------------------------------------------

    def keep_session(self, session: Session | None) -> None:
        """The browser keeps this session from now on; None: it forgets the one it has.

        One that it has already is not written again: a slow page would bring back tokens that another tab has renewed.
        """
        self.session_changed = self.session_changed or session != self.session
        self.session = session

    def speak(self, language: str) -> None:
        """This language from now on."""
        self.language, self.language_changed = language, True

    def form_token(self) -> str:
        """The token that every form carries; the browser is given it with the answer."""
        if not self.token_given:
            self.token_given = csrf.form_token(self.request, self.gateway.settings.public_url)
        return self.token_given

    def form_key(self) -> str:
        """The Idempotency-Key that a form carries: the one it came with, so that a corrected form stays one."""
        return self.form["key"] or new_id()

    # --- speaking -----------------------------------------------------------------------------------------------

    def say(self, text: str, **values: object) -> str:
        """A text in the visitor's language; `%(name)s` in it stand for `values`."""
        translated: str = translations(self.language).ugettext(text)
        return translated % values if values else translated

    @property
    def formats(self) -> Formats:
        """How this visitor sees moments and amounts."""
        return Formats(self.language, self.session.timezone if self.session is not None else DEFAULT_ZONE)

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.gateway.clock()

    @property
    def may_decide(self) -> bool:
        """Whether there may be requests that this visitor decides (validation judges each one anew)."""
        rights = self.session.rights if self.session is not None else ()
        return any(not right.helpdesk and (right.administrator or right.kind != "operator") for right in rights)

    @property
    def may_look_up(self) -> bool:
        """Whether this is the helpdesk, which sees where every request is (rule F3)."""
        rights = self.session.rights if self.session is not None else ()
        return any(right.helpdesk for right in rights)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What this page was asked with, for the same page in another language."""
        return [(name, value) for name, value in self.request.query_params.multi_items() if name != PARAMETER]

    @property
    def here(self) -> str:
        """Path and query of this page, to come back to."""
        query = self.request.url.query
        return f"{self.request.url.path}?{query}" if query else self.request.url.path


OVER = frozenset({"unauthenticated", "session-over", "session-ended"})
"""Problems that mean: log in again."""


def go(path: str, **query: str) -> Response:
    """Send the browser on after a form (POST, then GET: going back or reloading sends nothing twice)."""
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, SEE_OTHER)


async def _visit_of(request: Request) -> Visit:
    visit: Visit = request.state.visit
    return visit


async def _member_of(request: Request) -> Visit:
    visit = await _visit_of(request)
    if visit.session is None:
        raise LogInFirst
    return visit


Anybody = Annotated[Visit, Depends(_visit_of)]
"""A page that everybody may see."""

Member = Annotated[Visit, Depends(_member_of)]
"""A page for people who are logged in; others are sent to the log-in and come back afterwards."""
