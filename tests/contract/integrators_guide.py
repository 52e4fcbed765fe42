"""The examples of docs/integrators.md, as modules."""

import re
from types import ModuleType

from contracts.generate.layout import INTEGRATORS

MIRROR = "Mirrors"
FOLLOWER = "Looks again"


def source(begins: str = MIRROR) -> str:
    """The Python block of the guide whose docstring begins so; by default the consumer of topics."""
    blocks = re.findall(r"```python\n(.*?)```", INTEGRATORS.read_text("utf-8"), re.DOTALL)
    (block,) = [block for block in blocks if block.startswith(f'"""{begins}')]
    return str(block)


def module(begins: str = MIRROR) -> ModuleType:
    """What the block defines. Its `__main__` part does not run."""
    example = ModuleType("integrators_example")
    exec(compile(source(begins), "docs/integrators.md", "exec"), example.__dict__)
    return example
