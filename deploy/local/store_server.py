"""python -m deploy.local.store_server --folder F --port P --cache-mb M: run SecantusDB until SIGTERM.

Its own command line has no flag for the life of a transaction: a worker that was killed inside one would block its
rows for a minute instead of five seconds. Every commit is synced: without that a kill loses acknowledged writes.
"""

import argparse
import logging
import signal

from secantus.server import SecantusDBServer

from deploy.local.ports import HOST
from deploy.local.store_sweeper import StoreSweeper
from deploy.local.store_yielding import yield_collections

REPLICA_SET = "secantus"
TRANSACTION_LIFE = 5.0


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--cache-mb", type=int, required=True)
    arguments = parser.parse_args()
    logging.basicConfig(level="WARNING", format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    yield_collections()
    server = SecantusDBServer(
        host=HOST,
        port=arguments.port,
        storage_path=arguments.folder,
        replica_set_name=REPLICA_SET,
        sync_on_commit=True,
        transaction_lifetime_seconds=TRANSACTION_LIFE,
        enable_test_commands=False,
        cache_size=f"{arguments.cache_mb}M",
    )

    def stop(_number: int, _frame: object) -> None:
        server.stop()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server.start()
    StoreSweeper(server.transactions, TRANSACTION_LIFE).start()
    server.wait()


if __name__ == "__main__":
    main()
