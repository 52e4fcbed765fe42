"""Refusals as data: what somebody tries in vain, what he is told, and that nothing has changed."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that is refused.

    `given` says in words who tries it and when; `path` may name things of the test's world in braces; `status` and
    `code` are the answer's, `unchanged` what it must not have changed. `who` sends it with `body`.
    """

    method: str
    path: str
    given: str
    status: int
    code: str
    unchanged: str
    who: str
    body: Any = None

    @property
    def name(self) -> str:
        """For failures: what is refused, and why."""
        return f"{self.method} {self.path} ({self.given})"
