"""Pages for what does not work: what happened, whether anything was lost, what to do next. No blame, no jargon."""

from dataclasses import dataclass

from fastapi.responses import Response

from chassis.errors import Forbidden
from services.gateway.pages.kept_form import kept_form_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.sentences import SENTENCES, sentence
from services.gateway.pages.texts import N_
from services.gateway.pages.typed import typed
from services.gateway.pages.visit import Visit


class ForeignForm(Forbidden):
    """A form that was not sent from a page of ours, or by a browser that keeps no cookies."""

    code = "foreign-form"
    title = "This form did not come from one of our pages."


@dataclass(frozen=True, slots=True)
class Explained:
    """Heading and advice for one kind of refusal."""

    title: str
    advice: str


UNKNOWN = Explained(
    N_("This page does not exist, or it is not for you"),
    N_("Check the address, or start again from the home page."),
)
DEFECT = Explained(
    N_("Sorry, something is wrong on our side"),
    N_("The error has been recorded. Please try again later; if it happens again, tell the helpdesk the number below."),
)
EXPLAINED = {
    403: Explained(N_("You cannot do this"), N_("If you think that you should be able to, ask the helpdesk.")),
    404: UNKNOWN,
    405: UNKNOWN,
    409: Explained(N_("This is not possible any more"), N_("Go back and load the page again to see where things are.")),
    413: Explained(N_("This is too much at once"), N_("Go back, shorten your text and send it again.")),
    415: Explained(N_("This cannot be accepted"), N_("Go back, correct what is said here and send it again.")),
    410: Explained(N_("This has expired"), N_("Start again to get a fresh one.")),
    412: Explained(N_("Somebody was faster"), N_("Load the page again, look at what has changed, and repeat.")),
    422: Explained(N_("This cannot be accepted"), N_("Go back, correct what is said here and send it again.")),
    429: Explained(N_("Please wait a moment"), N_("Nothing is lost. Please try again then.")),
    503: Explained(
        N_("A part of the system is not available"),
        N_("Nothing of yours is lost. Please try again in a moment."),
    ),
}


BY_CODE = {
    "foreign-form": Explained(
        N_("This form could not be taken"),
        N_(
            "Nothing was done. Go back in your browser, copy what you typed, load the page again and send the form "
            "once more."
        ),
    ),
}
"""Where the status alone would say the wrong thing."""

AGAIN = frozenset({429, 500, 503})
"""What the very same form may not be answered with when it is sent once more."""

MAILED = ("/requests/", "/work/")
"""Pages that mails link to, and that are for some people only."""


def refusal(visit: Visit, problem: Problem) -> Response:
    """The page for a refusal; its status is the refusal's.

    What was typed stays on it: to be sent again where that may help, else to be copied.
    """
    status = 503 if problem.status in (502, 503, 504) else problem.status
    explained = BY_CODE.get(problem.code) or EXPLAINED.get(status, DEFECT)
    known = problem.code in SENTENCES and explained not in (UNKNOWN, DEFECT)
    visit.retry_after = problem.retry_after
    kept = None if problem.code == ForeignForm.code else kept_form_of(visit)
    return page(
        visit,
        "refusal.html",
        status=problem.status,
        title=visit.say(explained.title),
        advice=visit.say(explained.advice),
        reason=sentence(visit, problem.code, problem.retry_after) if known else "",
        kept=kept if status in AGAIN else None,
        typed=typed(visit) if kept else [],
        other_account=_may_be_for_another(visit, status),
        trace_id=problem.trace_id if explained is DEFECT else "",
    )


def _may_be_for_another(visit: Visit, status: int) -> bool:
    """Whether somebody followed the link of a mail while logged in as somebody else."""
    followed = visit.request.method == "GET" and visit.request.url.path.startswith(MAILED)
    return followed and visit.session is not None and status in (403, 404)
