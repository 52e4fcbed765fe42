"""`python -m contracts.generate`: bring generated files up to date. With `--release`: freeze them, too."""

import argparse
import sys

from contracts.generate.layout import ROOT
from contracts.generate.output import write
from contracts.generate.release import release


def main() -> None:
    """Write, and name what was written."""
    parser = argparse.ArgumentParser(prog="python -m contracts.generate", description=__doc__)
    parser.add_argument(
        "--release",
        action="store_true",
        help="make the present schemas and samples the released ones: from then on they may only grow",
    )
    arguments = parser.parse_args()
    written = write()
    for path in written:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    if not written:
        sys.stdout.write("Schemas, AsyncAPI, samples and the topics table are up to date.\n")
    if arguments.release:
        release()


main()
