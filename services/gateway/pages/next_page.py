"""Where somebody wanted to go before logging in: a page of ours and nothing else."""

from urllib.parse import urlsplit

HOME = "/"
BACK_FIELD = "here"
"""Forms name the page they stand on: an answer to POST is no page one could come back to."""

NOT_AGAIN = ("/login", "/logout", "/confirm", "/reset", "/signup", "/api/", "/static/")


def safe_next(wanted: str) -> str:
    r"""`wanted` if it is a path on this very site, else where people start (no open redirect).

    Browsers read `//host`, `/\host` and paths with control characters as another site: these are refused.
    """
    if not wanted.startswith("/") or wanted.startswith("//") or not wanted.isprintable() or "\\" in wanted:
        return HOME
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or wanted.startswith(NOT_AGAIN):
        return HOME
    return wanted
