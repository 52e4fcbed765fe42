"""Which service answers which path of the public API, and what needs no token. ONE table (design section 7)."""

from dataclasses import dataclass
from enum import StrEnum

PREFIX = "/api/v1"


class Owner(StrEnum):
    """The services that requests are forwarded to."""

    IDENTITY = "identity"
    REGISTRY = "registry"
    VALIDATION = "validation"
    NOTIFY = "notify"


OWNERS: dict[str, Owner] = {
    "/captchas": Owner.IDENTITY,
    "/accounts": Owner.IDENTITY,
    "/sessions": Owner.IDENTITY,
    "/password-resets": Owner.IDENTITY,
    "/me": Owner.IDENTITY,
    "/me/rights": Owner.REGISTRY,
    "/countries": Owner.REGISTRY,
    "/activity-types": Owner.REGISTRY,
    "/control-bodies": Owner.REGISTRY,
    "/routes": Owner.VALIDATION,
    "/organisations": Owner.REGISTRY,
    "/operators": Owner.REGISTRY,
    "/requests": Owner.REGISTRY,
    "/work-items": Owner.VALIDATION,
    "/authorisations": Owner.REGISTRY,
    "/notifications": Owner.NOTIFY,
    "/messages": Owner.NOTIFY,
    "/audit/accounts": Owner.IDENTITY,
    "/audit/organisations": Owner.REGISTRY,
    "/audit/requests": Owner.VALIDATION,
    "/audit/messages": Owner.NOTIFY,
}
"""A path belongs to the longest of these it is or stands under, by whole segments."""

OPEN: frozenset[tuple[str, str]] = frozenset(
    {
        ("POST", "/captchas"),
        ("GET", "/captchas/{id}/image"),
        ("GET", "/captchas/{id}/audio"),
        ("POST", "/accounts"),
        ("POST", "/accounts/confirmations"),
        ("POST", "/accounts/confirmations/renewals"),
        ("POST", "/sessions"),
        ("POST", "/sessions/refreshes"),
        ("POST", "/password-resets"),
        ("POST", "/password-resets/confirmations"),
    }
)
"""What may be asked without a token; `{…}` stands for one segment. Everything else needs one."""

ONCE: frozenset[tuple[str, str]] = frozenset({("PUT", "/me/password")})
"""What must not be repeated although its method is idempotent.

Once the password is changed, the present one is another: a repetition is refused, and counted as a guess.
"""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a request goes, and whether anybody may send it.

    `path` is without the prefix; `opening` the entry of OPEN that it is, None for what needs a token; `area` the entry
    of OWNERS that it stands under.
    """

    owner: Owner
    path: str
    opening: tuple[str, str] | None
    area: str

    @property
    def open(self) -> bool:
        """Whether it needs no token."""
        return self.opening is not None


def destination(method: str, full_path: str) -> Destination | None:
    """Who answers this (decoded) path; None when it is nobody's.

    A path that two parsers could read differently (empty or dot segments, backslashes, control characters)
    is nobody's, so that what was judged here is what the service sees.
    """
    segments = _segments(full_path)
    if segments is None:
        return None
    for length in range(len(segments), 0, -1):
        area = "/" + "/".join(segments[:length])
        owner = OWNERS.get(area)
        if owner is not None:
            return Destination(owner, "/" + "/".join(segments), opening(method, segments), area)
    return None


def opening(method: str, segments: list[str]) -> tuple[str, str] | None:
    """The entry of OPEN that this request is; None when it needs a token."""
    wanted = "GET" if method == "HEAD" else method
    return next((each for each in OPEN if wanted == each[0] and _matches(each[1], segments)), None)


def _segments(full_path: str) -> list[str] | None:
    if not full_path.startswith(PREFIX + "/"):
        return None
    segments = full_path.removeprefix(PREFIX + "/").split("/")
    if any(part in ("", ".", "..") or "\\" in part or not part.isprintable() for part in segments):
        return None
    return segments


def _matches(template: str, segments: list[str]) -> bool:
    wanted = template[1:].split("/")
    return len(wanted) == len(segments) and all(
        part.startswith("{") or part == segment for part, segment in zip(wanted, segments, strict=True)
    )
