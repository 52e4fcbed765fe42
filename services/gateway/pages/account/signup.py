"""`/signup`: creating an account (guide, step 1; rules A2 to A7)."""

from fastapi.responses import Response

from services.gateway.pages.account import captcha
from services.gateway.pages.account.captcha import ANSWER, ID, Captcha
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.formats import tongues
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.sentences import sentence
from services.gateway.pages.visit import Anybody, Visit, go

FIELDS = ("first_name", "last_name", "email", "email_confirmation", "language", ANSWER, "privacy_accepted")
WARNINGS = frozenset({"functional-mailbox"})
"""What may be worth a second look, by its code in the address of the next page."""

router = page_router()


@router.get("/signup")
async def ask(visit: Anybody) -> Response:
    """The form, with a captcha of its own."""
    return _form(visit, await captcha.fresh(visit), Errors())


@router.post("/signup")
async def sign_up(visit: Anybody) -> Response:
    """Send it to identity, or show another picture beside what was typed."""
    if "another" in visit.form:
        return _form(visit, await captcha.fresh(visit), Errors())
    try:
        answered = await visit.anonymous_api().post("/accounts", _body(visit), key=visit.form["key"])
    except Problem as problem:
        errors = errors_of(visit, problem, FIELDS, moved={ID: ANSWER})
        return _form(visit, await captcha.after(visit, problem), errors, status=problem.status)
    told = [warning["code"] for warning in answered["warnings"] if warning["code"] in WARNINGS]
    return go("/signup/sent", **({"warning": told[0]} if told else {}))


@router.get("/signup/sent")
async def sent(visit: Anybody) -> Response:
    """What happens next: the mail, its 90 minutes, and how to get another one."""
    code = visit.request.query_params.get("warning", "")
    warning = sentence(visit, code) if code in WARNINGS else ""
    return page(visit, "account/signup_sent.html", warning=warning)


def _body(visit: Visit) -> dict[str, object]:
    form = visit.form
    return {
        **{name: form.text(name) for name in ("first_name", "last_name", "email", "email_confirmation", "language")},
        "captcha": {"id": form[ID], "answer": form.text(ANSWER)},
        "privacy_accepted": form.ticked("privacy_accepted"),
    }


def _form(visit: Visit, shown: Captcha, errors: Errors, *, status: int = 200) -> Response:
    return page(
        visit,
        "account/signup.html",
        status=status,
        errors=errors,
        captcha=shown,
        tongues=sorted(tongues().items(), key=lambda pair: pair[1].casefold()),
    )
