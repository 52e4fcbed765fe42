"""State machines as tables: what may follow what, and the picture of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from services.registry.domain.errors import WrongState

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Machine(Generic[S]):
    """`initial` states by the word that leads there, and the state after each (state, word)."""

    initial: Mapping[str, S]
    table: Mapping[tuple[S, str], S]

    def after(self, status: S, word: str) -> S:
        """The state that follows. Raises WrongState when the table has no such transition."""
        try:
            return self.table[status, word]
        except KeyError:
            raise WrongState(f"{word} is not possible while {status}.", state=str(status)) from None

    def allows(self, status: S, word: str) -> bool:
        """Whether the table has this transition."""
        return (status, word) in self.table

    def mermaid(self) -> str:
        """The table as a mermaid state diagram; docstrings hold it, and a test compares."""
        lines = ["stateDiagram-v2"]
        lines += [f"    [*] --> {state}: {word}" for word, state in self.initial.items()]
        lines += [f"    {before} --> {after}: {word}" for (before, word), after in self.table.items()]
        return "\n".join(lines)
