"""`/login`: address and password, then on to where one wanted to go."""

from fastapi.responses import Response

from services.gateway.pages import login_state
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.kept_form import FIELD, read_kept_form
from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.login_page import log_in_form
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
    return log_in_form(visit, wanted, because=visit.request.query_params.get("because", ""))


@router.post("/login")
async def log_in(visit: Anybody) -> Response:
    """Log in; the pages speak the account's language from now on. What had been typed before can be sent next."""
    form, wanted = visit.form, safe_next(visit.form["next"])
    errors = _missing(visit)
    if errors:
        return log_in_form(visit, wanted, errors=errors, kept=visit.form[FIELD], status=422)
    try:
        session = await login_state.begin(visit.anonymous_api(), form.text("email"), form["password"])
    except Problem as problem:
        if problem.code != "wrong-credentials":
            errors = errors_of(visit, problem, FIELDS)
        else:
            errors = Errors().plus("email", sentence(visit, problem.code))
        return log_in_form(visit, wanted, errors=errors, kept=visit.form[FIELD], status=problem.status)
    visit.keep_session(session)
    if session.language in LANGUAGES:
        visit.speak(session.language)
    kept = read_kept_form(visit.form[FIELD])
    return go(wanted) if kept is None else page(visit, "account/resumed.html", kept=kept, wanted=wanted)


def _missing(visit: Visit) -> Errors:
    errors = Errors()
    if not visit.form.text("email"):
        errors = errors.plus("email", visit.say("Enter your e-mail address."))
    if not visit.form["password"]:
        errors = errors.plus("password", visit.say("Enter your password."))
    return errors
