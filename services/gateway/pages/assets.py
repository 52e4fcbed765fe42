"""`/static/`: style and script. Their names hold a hash of what is in them, so browsers may keep them for ever."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

from chassis.errors import NotFound

FOLDER = files("services.gateway.pages") / "static"
MEDIA_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
CACHE = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Bundle:
    """All files of one kind in the order of their names, as one."""

    name: str
    media_type: str
    content: bytes


@cache
def bundles() -> dict[str, Bundle]:
    """What there is, by its kind: `css` and `js`."""
    return {kind: _bundle(kind) for kind in MEDIA_TYPES}


def address_of(kind: str) -> str:
    """Where a browser finds the style (`css`) or the script (`js`)."""
    return f"/static/{bundles()[kind].name}"


@router.get("/static/{name}")
async def asset(name: str) -> Response:
    """A file of ours; an older name is gone, because a page that names it is gone, too."""
    for bundle in bundles().values():
        if bundle.name == name:
            return Response(bundle.content, media_type=bundle.media_type, headers={"Cache-Control": CACHE})
    raise NotFound


def _bundle(kind: str) -> Bundle:
    parts = sorted((file for file in (FOLDER / kind).iterdir() if file.name.endswith(f".{kind}")), key=lambda f: f.name)
    content = b"\n".join(_alone(part.read_bytes(), kind) for part in parts)
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Bundle(f"traces.{digest}.{kind}", MEDIA_TYPES[kind], content)


def _alone(content: bytes, kind: str) -> bytes:
    """A file whose names are its own: scripts share none."""
    return b"(() => {\n" + content + b"})();" if kind == "js" else content
