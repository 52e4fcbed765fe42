"""Where the stack keeps its things below one folder (`.local` unless said otherwise)."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths of one stack."""

    root: Path

    @property
    def stack_file(self) -> Path:
        """What scripts and tests read; exists only while everything is up."""
        return self.root / "stack.json"

    @property
    def secrets(self) -> Path:
        """Random secrets of this stack (mode 0600)."""
        return self.root / "secrets.json"

    @property
    def signing_keys(self) -> Path:
        """Keys that identity signs access tokens with."""
        return self.root / "keys" / "signing"

    @property
    def link_keys(self) -> Path:
        """Keys of the links in mails; identity and notify only."""
        return self.root / "keys" / "links.json"

    @property
    def lock(self) -> Path:
        """Held by the running supervisor; contains its process id."""
        return self.root / "supervisor.lock"

    @property
    def children(self) -> Path:
        """Every process the supervisor has started and not seen end."""
        return self.root / "children.json"

    @property
    def held(self) -> Path:
        """One file for each process that is to stay stopped."""
        return self.root / "held"

    @property
    def kafka(self) -> Path:
        """Kafka's configuration and data."""
        return self.root / "kafka"

    @property
    def store(self) -> Path:
        """The store's data."""
        return self.root / "store"

    @property
    def mails(self) -> Path:
        """The mailbox's letters."""
        return self.root / "mails"

    @property
    def logs(self) -> Path:
        """One file for each process of this start."""
        return self.root / "logs"

    @property
    def previous_logs(self) -> Path:
        """The logs of the start before."""
        return self.root / "logs.previous"

    def log(self, name: str) -> Path:
        """Return the log of one process."""
        return self.logs / f"{name}.log"
