"""A service's own process that dies at a named point: what it calls is wrapped from outside, the code has no switches.

`python -m tests.support.crash_points toy|notify api|worker|all` dies at CRASH_AT and notes in CRASH_NOTE what the call
was about that it died at.
"""

from tests.support.crash_points.dying import EXIT_CODE, note_of

__all__ = ["EXIT_CODE", "note_of"]
