"""A stand-in for a service process: ready at once, and shows the environment it was given at /env."""

import asyncio
import json
import os


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    path = (await reader.readline()).split()[1]
    body = json.dumps(dict(os.environ)) if path == b"/env" else "ok"
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
    await writer.drain()
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(answer, os.environ["HTTP_HOST"], int(os.environ["HTTP_PORT"]))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
