"""Who is compared: a name, the module that is one worker, and whether a transaction takes a batch or one event."""

from dataclasses import dataclass

from tests.bench.rivals.surroundings import GROUP


@dataclass(frozen=True, slots=True)
class Contender:
    """`module` with `arguments` is run as a worker process; `group` is its consumer group without the prefix."""

    name: str
    what: str
    module: str
    arguments: tuple[str, ...]
    group: str
    batches: bool


CHASSIS = Contender("chassis", "our chassis", "tests.support.toy", ("worker",), "toy", True)
WITHOUT_UVLOOP = Contender(
    "without-uvloop", "our chassis in asyncio's loop", "tests.bench.without_uvloop", ("worker",), "toy", True
)
FASTSTREAM = Contender(
    "faststream", "FastStream, its usual subscriber", "tests.bench.rivals.faststream_subscriber", (), GROUP, False
)
PLAIN_LOOP = Contender("plain-loop", "aiokafka + Motor, one by one", "tests.bench.rivals.plain_loop", (), GROUP, False)
BATCHES = Contender("batches", "aiokafka + Motor, in batches", "tests.bench.rivals.batches", (), GROUP, True)

CONTENDERS = (CHASSIS, FASTSTREAM, PLAIN_LOOP, BATCHES)
