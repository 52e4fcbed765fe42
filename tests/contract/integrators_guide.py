"""The example consumer of docs/integrators.md, as a module."""

import re
from types import ModuleType

from contracts.generate.layout import INTEGRATORS


def source() -> str:
    """The only Python block of the guide."""
    (block,) = re.findall(r"```python\n(.*?)```", INTEGRATORS.read_text("utf-8"), re.DOTALL)
    return str(block)


def module() -> ModuleType:
    """What the block defines. Its `__main__` part does not run."""
    example = ModuleType("integrators_example")
    exec(compile(source(), "docs/integrators.md", "exec"), example.__dict__)
    return example
