"""A worker of the toy service in the standard library's event loop, to see what uvloop brings."""

import asyncio

import uvloop

from tests.support.toy.service import service

if __name__ == "__main__":
    uvloop.EventLoopPolicy = asyncio.DefaultEventLoopPolicy
    service.run()
