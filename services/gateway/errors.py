"""What the gateway itself refuses, before or instead of a service."""

from chassis.errors import DomainError, Unauthenticated, Unavailable


class UnsupportedMediaType(DomainError):
    """A body that is not JSON."""

    status = 415
    code = "unsupported-media-type"
    title = "The request body must be JSON."


class CallerLeft(DomainError):
    """The caller went away before the body was complete; nobody reads this answer."""

    status = 400
    code = "unreadable"
    title = "The request is incomplete."


class UpstreamTimeout(Unavailable):
    """A service took too long to answer; whether the request took effect is not known."""

    status = 504
    code = "timeout"
    title = "A part of the system did not answer in time. It may have been done: look, or repeat with the same key."


class SessionHasEnded(Unauthenticated):
    """The token is well-formed and unexpired, but its session was ended (design section 10)."""

    code = "session-ended"
    title = "This session has ended; log in again."
