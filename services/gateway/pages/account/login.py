"""`/login`: address and password, then on to where one wanted to go."""

from fastapi.responses import Response

from services.gateway.pages import login_state
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.next_page import safe_next
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.sentences import sentence
from services.gateway.pages.visit import Anybody, Visit, go

FIELDS = ("email", "password")

router = page_router()


@router.get("/login")
async def ask(visit: Anybody) -> Response:
    """The form; who is logged in already goes on at once."""
    wanted = safe_next(visit.request.query_params.get("next", ""))
    if visit.session is not None:
        return go(wanted)
    return _form(visit, wanted, Errors(), because=visit.request.query_params.get("because", ""))


@router.post("/login")
async def log_in(visit: Anybody) -> Response:
    """Log in; the pages speak the account's language from now on."""
    form, wanted = visit.form, safe_next(visit.form["next"])
    errors = _missing(visit)
    if errors:
        return _form(visit, wanted, errors, status=422)
    try:
        session = await login_state.begin(visit.anonymous_api(), form.text("email"), form["password"])
    except Problem as problem:
        if problem.code != "wrong-credentials":
            errors = errors_of(visit, problem, FIELDS)
        else:
            errors = Errors().plus("email", sentence(visit, problem.code))
        answer = _form(visit, wanted, errors, status=problem.status)
        if problem.retry_after is not None:
            answer.headers["Retry-After"] = str(problem.retry_after)
        return answer
    visit.keep_session(session)
    if session.language in LANGUAGES:
        visit.speak(session.language)
    return go(wanted)


def _missing(visit: Visit) -> Errors:
    errors = Errors()
    if not visit.form.text("email"):
        errors = errors.plus("email", visit.say("Enter your e-mail address."))
    if not visit.form["password"]:
        errors = errors.plus("password", visit.say("Enter your password."))
    return errors


def _form(visit: Visit, wanted: str, errors: Errors, *, status: int = 200, because: str = "") -> Response:
    return page(
        visit,
        "account/login.html",
        status=status,
        errors=errors,
        wanted=wanted,
        ended=because == "ended",
        confirmed=because == "confirmed",
    )
