"""Run a service until it dies at the point that CRASH_AT names."""

import os
import sys

from tests.support.crash_points import commanding, consuming, relaying, timing


def main() -> None:
    which = sys.argv.pop(1)
    points = {**commanding.POINTS, **consuming.POINTS, **relaying.POINTS, **timing.POINTS}
    if which == "notify":
        from services.notify.service import service
        from tests.support.crash_points import mailing

        points |= mailing.POINTS
    else:
        from tests.support.toy.service import service
    points[os.environ["CRASH_AT"]]()
    service.run()


if __name__ == "__main__":
    main()
