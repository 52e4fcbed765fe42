"""python -m tests.bench [WHAT …] [--rounds N] [--only NAME …] [--share F]: measure, print and keep JSON lines."""

import argparse
import tempfile
from pathlib import Path

from tests.bench.asked import Asked
from tests.bench.contenders import CONTENDERS
from tests.bench.lines import RESULTS, ROUNDS
from tests.bench.plans import PLANS


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", nargs="*", choices=[[], *PLANS], help="all of them, if none is named")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="+", choices=[one.name for one in CONTENDERS], help="contenders")
    parser.add_argument("--share", type=float, default=1.0, help="of the usual number of events, to try something out")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the lines")
    arguments = parser.parse_args()
    contenders = [one for one in CONTENDERS if not arguments.only or one.name in arguments.only]
    for what in arguments.what or PLANS:
        asked = Asked(arguments.rounds, contenders, arguments.share, arguments.results)
        with tempfile.TemporaryDirectory(prefix="traces-bench-") as folder:
            PLANS[what](asked, Path(folder))


if __name__ == "__main__":
    main()
