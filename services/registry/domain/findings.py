"""Findings: everything wrong or odd in what was sent, gathered so that it is told at once."""

from dataclasses import dataclass, field

from chassis.errors import FieldError, RuleBroken


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing wrong or odd about a value: machine code and a sentence."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it is kept, and what stands against it (`error`) or is odd about it (`warning`)."""

    value: str
    error: Remark | None = None
    warning: Remark | None = None


@dataclass(slots=True)
class Findings:
    """Errors stop, warnings are told with the answer. `pointer` is a JSON pointer into the body."""

    errors: list[FieldError] = field(default_factory=list)
    warnings: list[FieldError] = field(default_factory=list)

    def error(self, pointer: str, code: str, detail: str) -> None:
        """Note what stands against it."""
        self.errors.append(FieldError(pointer, code, detail))

    def take(self, pointer: str, reading: Reading) -> str:
        """Note what a reading found; its value."""
        if reading.error is not None:
            self.errors.append(FieldError(pointer, reading.error.code, reading.error.detail))
        if reading.warning is not None:
            self.warnings.append(FieldError(pointer, reading.warning.code, reading.warning.detail))
        return reading.value

    def settle(self) -> tuple[FieldError, ...]:
        """The warnings. Raises RuleBroken with all errors when there are any."""
        if self.errors:
            raise RuleBroken("; ".join(e.detail for e in self.errors[:3]), errors=tuple(self.errors))
        return tuple(self.warnings)
