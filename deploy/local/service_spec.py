"""Which service processes a stack runs."""

import sys
from dataclasses import dataclass

from deploy.local.ports import HOST

NAMES = ("identity", "registry", "validation", "notify", "gateway")


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """A service and the command that runs it; `part_of` is the service when this is only its API, or its worker."""

    name: str
    argv: tuple[str, ...]
    part_of: str = ""

    @property
    def service(self) -> str:
        """Whose settings and data it has."""
        return self.part_of or self.name


def real_services() -> tuple[ServiceSpec, ...]:
    """Return the five services of this project."""
    return tuple(ServiceSpec(name, (sys.executable, "-m", f"services.{name}", "all")) for name in NAMES)


@dataclass(frozen=True, slots=True)
class Slot:
    """One process of a service: `number` counts from 1, the port is its own."""

    spec: ServiceSpec
    number: int
    port: int

    @property
    def process(self) -> str:
        """Name in the stack file: `registry`, then `registry-2`."""
        return self.spec.name if self.number == 1 else self.slot

    @property
    def slot(self) -> str:
        """SLOT of the process, the same at every restart."""
        return f"{self.spec.name}-{self.number}"

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"
