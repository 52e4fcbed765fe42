"""Errors of the domain. Each class has a stable code; HTTP status and problem type hang on it, once."""

from dataclasses import dataclass
from typing import ClassVar

RESERVED = frozenset({"type", "title", "status", "detail", "instance", "code", "trace_id", "errors"})
"""Members that every problem document has."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong in what was sent: JSON pointer, machine code, a sentence."""

    pointer: str
    code: str
    detail: str


class DomainError(Exception):
    """The domain refuses: a rule, a state or a right stands against it.

    An API command answers with it as problem details (RFC 9457); an event that meets it is recorded
    as refused and acknowledged, because trying again would change nothing.
    """

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"
    title: ClassVar[str] = "The domain refuses this."

    def __init__(self, detail: str = "", *, errors: tuple[FieldError, ...] = (), **members: object) -> None:
        """`members` are further members of the problem document (strings, numbers, lists, objects)."""
        taken = RESERVED & members.keys()
        if taken:
            raise TypeError(f"problem documents have {sorted(taken)} themselves")
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = errors
        self.members = members


class NotFound(DomainError):
    """Unknown, or out of the caller's sight: both look the same."""

    status = 404
    code = "not-found"
    title = "There is no such thing, or you may not see it."


class Unauthenticated(DomainError):
    """Nobody knows who is calling."""

    status = 401
    code = "unauthenticated"
    title = "Log in first."


class Forbidden(DomainError):
    """Known, but not yours."""

    status = 403
    code = "forbidden"
    title = "You may not do this."


class Conflict(DomainError):
    """The state of the thing stands against it."""

    status = 409
    code = "conflict"
    title = "The present state does not allow this."


class Gone(DomainError):
    """It was there and has expired."""

    status = 410
    code = "expired"
    title = "This has expired."


class StaleVersion(DomainError):
    """`If-Match` names a version that is not the present one."""

    status = 412
    code = "version-mismatch"
    title = "Somebody changed this meanwhile; load it again."


class RuleBroken(DomainError):
    """What was sent is readable but breaks a rule."""

    status = 422
    code = "rule-broken"
    title = "A rule is broken."


class TooManyRequests(DomainError):
    """A limit is reached; `retry_after` is in seconds and becomes the header."""

    status = 429
    code = "too-many-requests"
    title = "Too many requests; try again later."

    def __init__(self, detail: str = "", *, retry_after: int, **members: object) -> None:
        super().__init__(detail, **members)  # type: ignore[arg-type]
        self.retry_after = retry_after


class Unavailable(DomainError):
    """A part that is needed does not answer; nothing was done, trying again is safe (but see OutcomeUnknown)."""

    status = 503
    code = "unavailable"
    title = "A part of the system does not answer; try again."

    def __init__(self, detail: str = "", *, retry_after: int = 2, **members: object) -> None:
        super().__init__(detail, **members)  # type: ignore[arg-type]
        self.retry_after = retry_after


class OutcomeUnknown(Unavailable):
    """The connection broke, or time ran out, while it was being done; whether it took effect is not known."""

    code = "outcome-unknown"
    title = "The connection to a part of the system broke. It may have been done: look, or repeat with the same key."
