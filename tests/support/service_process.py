"""A service as a process of its own, on the topics and the database of one test."""

from pathlib import Path

from tests.support.backing import Backing
from tests.support.running_process import RunningProcess


class ServiceProcess(RunningProcess):
    """All of a service (of another `module` in its place) in one slot."""

    def __init__(self, backing: Backing, isolation: str, folder: Path, name: str, *, module: str = "") -> None:
        environment = {
            "SLOT": f"{name}-1",
            "KAFKA_BOOTSTRAP": backing.kafka,
            "TOPIC_PREFIX": f"{isolation}-",
            "MONGO_URI": backing.mongo,
            "MONGO_DATABASE": f"{isolation}_{name}",
            "IDEMPOTENCY_SECRET": isolation,
        }
        super().__init__(module or f"services.{name}", "all", folder / f"{module or name}.log", environment)
