"""Refusals as data: what somebody tries in vain, what he is told, and that nothing has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from chassis.web.problems import MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that is refused.

    `given` says in words who tries it and when; `path` may name things of the test's world in braces; `status` and
    `code` are the answer's, `unchanged` what it must not have changed. `who` sends it with `body` and `headers`.
    `fault` is the pointer and the machine code of what is wrong in what was sent, where the answer says so: the first
    where the same is wrong in several places.
    """

    method: str
    path: str
    given: str
    status: int
    code: str
    unchanged: str
    who: str
    body: Any = None
    fault: tuple[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """For failures: what is refused, and why."""
        return f"{self.method} {self.path} ({self.given})"

    @property
    def sent(self) -> dict[str, Any]:
        """Headers and body as httpx takes them; bytes are no JSON, but are called so."""
        if isinstance(self.body, bytes):
            return {"headers": {"Content-Type": "application/json", **self.headers}, "content": self.body}
        return {"headers": dict(self.headers), "json": self.body}

    def differs(self, answer: httpx.Response) -> list[Any]:
        """What the answer says otherwise, as it says it; nothing where it is this refusal."""
        problem, media_type = answer.json(), answer.headers["content-type"]
        faults = [(each["pointer"], each["code"]) for each in problem.get("errors", ())]
        found: list[Any] = []
        if (answer.status_code, problem.get("code")) != (self.status, self.code):
            found.append((answer.status_code, problem))
        if self.status != UNREADABLE and not self._names(faults):
            found.append(faults)
        if media_type != MEDIA_TYPE:
            found.append(media_type)
        return found

    def _names(self, faults: list[tuple[str, str]]) -> bool:
        if self.fault is None:
            return not faults
        return faults[:1] == [self.fault] and {code for _, code in faults} == {self.fault[1]}


UNREADABLE = 400
"""What cannot be read has no parts that could be wrong: its pointer counts characters."""
