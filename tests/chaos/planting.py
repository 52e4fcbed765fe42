"""`python -m tests.chaos.planting [WORD]`: defects planted into a running system, to see whether the judge finds them.

A defect is a mutant of tests/mutants. The system runs on a copy of the tree that is sound at first; then the copy is
broken and one service is started again on it. One round is played. The exit code is 0 if each was found.
"""

import asyncio
import logging
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.campaign import watched
from tests.chaos.nemesis.plan import Fault, FaultKind
from tests.chaos.nemesis.processes import READY_SECONDS
from tests.chaos.planted import Found, write
from tests.chaos.rounds import Rounds
from tests.chaos.system import System, running_system
from tests.mutants.table import Mutant, load
from tests.mutants.workshop import copy_of

PROJECT = Path(__file__).parents[2]
SEED = 1
SETTLE_SECONDS = 12.0
"""Shorter than a campaign's: here it is known that there is something to find."""
AT, LASTING = 2.0, 4.0


@dataclass(frozen=True, slots=True)
class Plant:
    """A mutant by its name, the service that runs it, and what befalls it meanwhile, if it takes that."""

    defect: str
    service: str
    faults: tuple[FaultKind, ...] = ()


PLANTS = (
    Plant("no inbox row", "registry"),
    Plant("no pending row", "registry", (FaultKind.KILL_WHILE_KAFKA_HANGS,)),
    Plant("never marked", "registry"),
    Plant("a Message-ID is drawn", "notify", (FaultKind.SMTP_DROP,)),
    Plant("no copy to the helpdesks", "notify"),
)


async def plant(planted: Plant, mutant: Mutant) -> Found:
    """Start a sound system, break it, play a round."""
    with tempfile.TemporaryDirectory(prefix="planted-") as name, copy_of(PROJECT) as code:
        async with running_system(Path(name), code) as system, watched(system) as (observer, world):
            await _break(system, planted.service, mutant, code)
            faults = [Fault(kind, planted.service, AT, LASTING, SEED) for kind in planted.faults]
            row = await Rounds(SEED, system, observer, world, SETTLE_SECONDS).play(1, faults)
    said = [violation.partition(": ") for violation in row.violations]
    counts = {kind: sum(each[0] == kind for each in said) for kind in dict.fromkeys(each[0] for each in said)}
    first = row.violations[0] if row.violations else ""
    return Found(mutant.name, planted.service, [*row.faults], counts, first)


async def _break(system: System, service: str, mutant: Mutant, code: Path) -> None:
    path = code / mutant.file
    path.write_text(mutant.applied_to(path.read_text(encoding="utf-8")), encoding="utf-8")
    await system.stack.stop_process(service)
    await system.stack.start_process(service, READY_SECONDS)


def main(word: str) -> int:
    """Try those whose name contains the word; all of them are written down."""
    for library in ("aiokafka", "mail.log"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # that servers are away is what they would say
    mutants = {mutant.name: mutant for mutant in load()}
    tried = [planted for planted in PLANTS if word in ("", "all") or word in planted.defect]
    found: list[Found] = []
    for planted in tried:
        found.append(asyncio.run(plant(planted, mutants[planted.defect])))
        sys.stdout.write(f"{planted.defect} ({planted.service}): {found[-1].said or 'NOT FOUND'} {found[-1].first}\n")
        sys.stdout.flush()
    if len(found) == len(PLANTS):
        write(found)
    return 0 if found and all(each.said for each in found) else 1


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
