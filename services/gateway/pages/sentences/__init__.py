"""A sentence for every machine code of a refusal: what is wrong and what to do, for people.

Codes are those of docs/refusals.md and of the errors of single fields; a test finds any that has no sentence.
"""

from services.gateway.pages.sentences import accounts, decisions, organisations, shapes
from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

SENTENCES: dict[str, str] = {
    **shapes.SENTENCES,
    **accounts.SENTENCES,
    **organisations.SENTENCES,
    **decisions.SENTENCES,
}


def sentence(visit: Visit, code: str, retry_after: int | None = None) -> str:
    """The sentence of a code in the visitor's language, and when to try again if that is known."""
    said = visit.say(SENTENCES.get(code, SENTENCES["invalid"]))
    if retry_after is None:
        return said
    again = visit.say(N_("You can try again in %(wait)s."), wait=visit.formats.wait(retry_after))
    return f"{said} {again}"
