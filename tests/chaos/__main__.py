"""`python -m tests.chaos --seed S --rounds N`: rounds of chaos; the exit code is 0 only if every promise was kept."""

import argparse
import sys
from pathlib import Path

from tests.chaos import results
from tests.chaos.campaign import FAULTS_A_ROUND, Campaign, run
from tests.chaos.report import lines

FOLDER = Path(".local/chaos")


def main() -> int:
    """Read the command line, play, tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="what stories and faults are drawn from")
    parser.add_argument("--rounds", type=int, default=10, help="how many")
    parser.add_argument("--first", type=int, default=1, help="number of the first one")
    parser.add_argument("--a-system", type=int, default=25, help="rounds until a fresh system is started")
    parser.add_argument("--faults", type=int, default=FAULTS_A_ROUND, help="faults a round")
    parser.add_argument("--divided", action="store_true", help="API and worker of a service in processes of their own")
    parser.add_argument("--results", type=Path, help="file of JSON lines [default: tests/chaos/results/<seed>.jsonl]")
    given = parser.parse_args()
    folder = (FOLDER / f"seed-{given.seed}").resolve()
    campaign = Campaign(
        given.seed, given.rounds, folder, given.first, given.a_system, given.faults, given.divided, _say
    )
    rows = run(campaign, given.results or results.FOLDER / f"{given.seed}.jsonl")
    _say("\n".join(lines(rows)))
    if not rows or not rows[-1].violations:
        return 0
    last = rows[-1]
    _say("\n".join([f"\nRound {last.round} broke promises:", *last.violations[:50]]))
    _say(f"Repeat it: make chaos SEED={last.seed} FIRST={last.round} ROUNDS=1 (or from FIRST={given.first} on)")
    _say(f"Logs: {folder}")
    return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
