"""What a stack consists of, with every address chosen, before anything is started."""

from dataclasses import dataclass
from pathlib import Path

from deploy.init.keys import ensure_link_keys, ensure_signing_key
from deploy.local.backing import Backing
from deploy.local.environment import environment
from deploy.local.layout import Layout
from deploy.local.options import Options
from deploy.local.ports import Ports
from deploy.local.process import Command
from deploy.local.secrets_file import Secrets, load_secrets
from deploy.local.service_spec import ServiceSpec, Slot

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Plan:
    """Backing and service processes of one stack, and its secrets."""

    layout: Layout
    backing: Backing
    slots: tuple[Slot, ...]
    secrets: Secrets

    @classmethod
    def of(cls, options: Options, layout: Layout) -> "Plan":
        """Choose free ports; make secrets and keys when the folder is new. Raises StackTrouble for a taken port."""
        ports = Ports()
        mailbox = options.take_mailbox_port(ports)
        gateway = options.take_gateway_port(ports)
        smtp = ports.take(options.smtp_port, purpose="mailbox's SMTP")
        ensure_signing_key(layout.signing_keys)
        ensure_link_keys(layout.link_keys)

        def port(spec: ServiceSpec, number: int) -> int:
            return gateway if (spec.name, number) == ("gateway", 1) else ports.take(purpose=spec.name)

        slots = tuple(
            Slot(spec, number, port(spec, number))
            for spec in options.services
            for number in range(1, options.replicas + options.spares + 1)
        )
        backing = Backing.plan(layout, ports, mailbox, smtp, options.store_cache_mb)
        return cls(layout, backing, slots, load_secrets(layout.secrets))

    @property
    def gateway(self) -> str | None:
        """URL of the (first) gateway."""
        return next((slot.url for slot in self.slots if slot.spec.name == "gateway"), None)

    def command(self, slot: Slot) -> Command:
        """How to run the process in `slot`."""
        return Command(slot.process, slot.spec.argv, self.layout.log(slot.process), self.environment(slot), PROJECT)

    def environment(self, slot: Slot) -> dict[str, str]:
        """Settings of the process in `slot`."""
        return environment(slot, self.slots, self.backing, self.secrets)
