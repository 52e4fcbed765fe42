"""What a person, or a test, chooses about a stack."""

from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.ports import Ports
from deploy.local.service_spec import ServiceSpec, real_services
from deploy.local.store import CACHE_MB

USUAL_GATEWAY_PORT = 8080
USUAL_MAILBOX_PORT = 8025


@dataclass(frozen=True, slots=True)
class Options:
    """`services` may be empty: then only Kafka, store and mailbox run.

    `replicas` processes of each service run from the start; `spares` more have their places, and run when somebody
    starts them. A port of None is any free one; with `usual_ports` 8080 (gateway) and 8025 (mailbox) are tried first.
    """

    folder: Path = Path(".local")
    services: tuple[ServiceSpec, ...] = field(default_factory=real_services)
    replicas: int = 1
    spares: int = 0
    demo_accounts: bool = True
    gateway_port: int | None = None
    mailbox_port: int | None = None
    smtp_port: int | None = None
    usual_ports: bool = False
    store_cache_mb: int = CACHE_MB

    def take_gateway_port(self, ports: Ports) -> int:
        """Choose the port of the gateway."""
        if self.usual_ports and self.gateway_port is None:
            return ports.prefer(USUAL_GATEWAY_PORT, purpose="gateway")
        return ports.take(self.gateway_port, purpose="gateway")

    def take_mailbox_port(self, ports: Ports) -> int:
        """Choose the port of the mailbox's page and API."""
        if self.usual_ports and self.mailbox_port is None:
            return ports.prefer(USUAL_MAILBOX_PORT, purpose="mailbox")
        return ports.take(self.mailbox_port, purpose="mailbox")
