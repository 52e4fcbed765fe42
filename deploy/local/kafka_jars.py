"""The jars of Apache Kafka: fetched once from Maven Central, from then on used offline."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from jgo.env import EnvironmentBuilder, LinkStrategy
from jgo.maven import MavenContext, PythonResolver
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from deploy.trouble import StackTrouble

VERSION = "4.3.1"
KAFKA = f"org.apache.kafka:kafka_2.13:{VERSION}"
REASON_LENGTH = 200
LOGGING = "org.slf4j:slf4j-simple:1.7.36"


def cache_folder() -> Path:
    """Where downloads are kept; `make clean` does not empty it."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "traces-access" / f"kafka-{VERSION}"


def class_path(cache: Path | None = None) -> str:
    """Return Kafka's class path, downloading what is missing with a progress bar.

    Raises StackTrouble when a download fails. An interrupted download is started over: jgo takes a half file for whole.
    """
    cache = cache or cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        whole = cache / "complete"
        if not whole.exists():
            _download(cache)
            whole.touch()
        return os.pathsep.join(map(str, _resolve(cache, PythonResolver())))


def _download(cache: Path) -> None:
    """Fetch everything into `cache`, showing each file as it comes."""
    for part in ("m2", "envs"):
        shutil.rmtree(cache / part, ignore_errors=True)
    console = Console(stderr=True)
    console.print(f"Fetching Apache Kafka {VERSION} (44 MB, once; later starts work offline) ...")
    columns = (TextColumn("{task.description:40}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        try:
            _resolve(cache, PythonResolver(progress_callback=_bar(progress)))
        except StackTrouble:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"[:REASON_LENGTH]
            raise StackTrouble(
                "Fetching Apache Kafka from Maven Central failed. The first start needs the network; behind a proxy "
                f"set HTTPS_PROXY. Then try again: what was fetched half is fetched anew. ({reason})"
            ) from error


def _resolve(cache: Path, resolver: PythonResolver) -> list[Path]:
    """Return all jars of Kafka, and of the logging binding only itself (slf4j-api comes with Kafka)."""
    jars = _jars(cache, resolver, KAFKA)
    if not any(jar.name == f"kafka-clients-{VERSION}.jar" for jar in jars):
        raise StackTrouble(f"The class path of Kafka holds no kafka-clients-{VERSION}.jar: delete {cache} and retry.")
    return jars + [jar for jar in _jars(cache, resolver, LOGGING) if jar.name.startswith("slf4j-simple")]


def _jars(cache: Path, resolver: PythonResolver, coordinate: str) -> list[Path]:
    """Resolve one coordinate. Never several joined by `+`: that mixes in older Kafka clients."""
    context = MavenContext(resolver=resolver, repo_cache=cache / "m2")
    builder = EnvironmentBuilder(context, cache_dir=cache, link_strategy=LinkStrategy.AUTO)
    environment = builder.from_endpoint(coordinate)
    return [*environment.class_path_jars, *environment.module_path_jars]


def _bar(progress: Progress) -> Callable[[str, int], contextlib.AbstractContextManager[Callable[[int], None]]]:
    """Adapt rich's progress to what jgo calls for each file."""

    @contextlib.contextmanager
    def file(name: str, size: int) -> Iterator[Callable[[int], None]]:
        task = progress.add_task(name, total=size)
        yield lambda count: progress.advance(task, count)
        progress.remove_task(task)

    return file
