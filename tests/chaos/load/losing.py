"""A way to the gateway on which answers get lost: what was asked for was done, and nobody hears of it."""

from random import Random

import httpx

CHANCE = 0.5


class Losing(httpx.AsyncHTTPTransport):
    """While `losing` is set, about every second answer is lost. `lost` counts them."""

    def __init__(self) -> None:
        super().__init__()
        self.losing = False
        self.lost = 0
        self._random = Random(0)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask, and drop the answer or not."""
        response = await super().handle_async_request(request)
        if self.losing and self._random.random() < CHANCE:
            self.lost += 1
            await response.aclose()
            raise httpx.ReadError("the answer got lost (as the nemesis asked for)", request=request)
        return response
