"""Texts that must be there: an answer, a reason."""

from chassis.errors import FieldError, RuleBroken
from services.registry.domain.text import clean_message


class MessageMissing(RuleBroken):
    """An answer says something."""

    code = "message-missing"
    title = "Write an answer."


class ReasonMissing(RuleBroken):
    """Whoever loses or gets a right is told why (guard of domain section 2)."""

    code = "reason-missing"
    title = "This needs a reason."


def message_in(text: str | None) -> str:
    """The message as it is kept. Raises MessageMissing when nothing visible is left."""
    said = clean_message(text or "")
    if not said:
        raise MessageMissing(errors=(FieldError("/message", MessageMissing.code, MessageMissing.title),))
    return said


def reason_in(text: str | None) -> str:
    """The reason as it is kept. Raises ReasonMissing when nothing visible is left."""
    said = clean_message(text or "")
    if not said:
        raise ReasonMissing(errors=(FieldError("/reason", ReasonMissing.code, ReasonMissing.title),))
    return said
