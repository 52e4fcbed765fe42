"""The same five services as processes, on Kafka, MongoDB and Mailpit in containers, play the same guide."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from demo.play import play
from demo.stack import Stack as Stage
from deploy.local.options import Options
from deploy.local.plan import Plan
from deploy.local.stack import Stack
from deploy.local.supervised import Supervised
from tests.support.backing import Backing


@dataclass(frozen=True)
class Outside:
    """What a plan asks of its backing, answered for one that runs already."""

    backing: Backing
    layout: Any

    @property
    def kafka(self) -> Any:
        return SimpleNamespace(bootstrap=self.backing.kafka)

    @property
    def store(self) -> Any:
        return SimpleNamespace(uri=self.backing.mongo, product="the store in its container")

    @property
    def smtp_port(self) -> int:
        return self.backing.smtp_port

    @property
    def smtp(self) -> str:
        return f"{self.backing.smtp_host}:{self.backing.smtp_port}"

    @property
    def mailbox(self) -> str:
        return self.backing.mailbox

    async def processes(self, _changed: Callable[[Supervised], None]) -> list[Supervised]:
        return []


class StackOn(Stack):
    """A stack whose Kafka, store and mailbox are somebody else's."""

    def __init__(self, folder: Path, backing: Backing) -> None:
        super().__init__(Options(folder))
        self._outside = backing

    def _planned(self) -> Plan:
        plan = super()._planned()
        return replace(plan, backing=cast(Any, Outside(self._outside, plan.layout)))


@pytest.mark.timeout(300)
async def test_the_guide_is_played_on_containers(backing: Backing, tmp_path: Path) -> None:
    async with StackOn(tmp_path, backing) as stack:
        report = await play(Stage.of(cast(dict[str, Any], stack.description())))
    assert report.problems == []
