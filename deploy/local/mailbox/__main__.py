"""python -m deploy.local.mailbox --folder F --smtp-port P --http-port P: run the mailbox until SIGTERM."""

import argparse
import asyncio
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from deploy.local.mailbox.api import Api
from deploy.local.mailbox.archive import Archive
from deploy.local.mailbox.behaviour import Conduct
from deploy.local.mailbox.control import Control
from deploy.local.mailbox.smtp import serve_smtp
from deploy.local.mailbox.web import Pages
from deploy.local.ports import HOST


def application(archive: Archive, conduct: Conduct) -> Starlette:
    """Put API, test control and pages together."""
    return Starlette(routes=[*Api(archive).routes(), *Control(conduct).routes(), *Pages(archive).routes()])


async def serve(folder: Path, smtp_port: int, http_port: int) -> None:
    """Serve both sides until the process is told to stop."""
    archive, conduct = Archive(folder), Conduct()
    smtp = await serve_smtp(HOST, smtp_port, archive, conduct)
    config = uvicorn.Config(application(archive, conduct), host=HOST, port=http_port, log_level="warning")
    await uvicorn.Server(config).serve()
    smtp.close()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--http-port", type=int, required=True)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.folder, arguments.smtp_port, arguments.http_port))


if __name__ == "__main__":
    main()
