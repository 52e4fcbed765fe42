"""A toy that throws away what it fetches first, as Faust does while partitions are divided anew, and goes back."""

from typing import Any

from chassis.consumer import delivery
from tests.support.toy.service import service


class Interrupted(delivery.Consumer):
    """Its flow is stopped between fetching the first records and handing them over, until it has gone back."""

    interrupted = False

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:  # noqa: ASYNC109
        records = await super()._getmany(active_partitions, timeout)
        if records and not self.interrupted:
            self.interrupted = True
            self.stop_flow()
        return records

    async def perform_seek(self) -> None:
        await super().perform_seek()
        if self.interrupted:
            self.resume_flow()


if __name__ == "__main__":
    delivery.Transport.Consumer = Interrupted
    service.run()
