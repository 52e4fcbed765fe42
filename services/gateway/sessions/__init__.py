"""Sessions of people in a browser: both tokens in one sealed cookie, so that no script and no log ever holds them.

A program sends its access token itself; see services.gateway.admission.
"""

from services.gateway.sessions.cookie import clear, has_cookie, read, write
from services.gateway.sessions.renewal import Renewals
from services.gateway.sessions.seal import Seal
from services.gateway.sessions.session import Right, Session

__all__ = ["Renewals", "Right", "Seal", "Session", "clear", "has_cookie", "read", "write"]
