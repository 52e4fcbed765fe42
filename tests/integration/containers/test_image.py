"""The image: what it is made of, and what is not in it."""

import json
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.integration.containers.docker import OURS, docker
from tests.support.backing import PROJECT

LARGEST = 250_000_000
PIN = re.compile(r"^([a-z0-9_.-]+)==([^ ;\\]+)", re.IGNORECASE | re.MULTILINE)
TOOLS = (
    "pip pip3 uv gcc cc g++ c++ ld make cmake git hg curl wget go cargo rustc node npm java mvn mongod mongosh pytest"
)

INSTALLED = "import importlib.metadata as m, json; print(json.dumps({d.name: d.version for d in m.distributions()}))"
FOUND_TOOLS = f"import shutil; print(*[tool for tool in {TOOLS.split()!r} if shutil.which(tool)])"
PRIVILEGED = """
import os
files = [f"{folder}/{name}" for folder, _, names in os.walk("/usr") for name in names]
print([file for file in files if os.lstat(file).st_mode & 0o6000 and not os.path.islink(file)])
"""
WORKS_WITHOUT_WHAT_WAS_TAKEN_OUT = """
from babel import Locale
from babel.dates import format_date
from captcha.image import ImageCaptcha
from captcha.audio import AudioCaptcha
from datetime import date
from services.identity.domain.languages import LANGUAGES
import phonenumbers
for language in LANGUAGES:
    assert format_date(date(2026, 11, 24), "full", locale=language) and Locale(language).territories["FR"], language
assert ImageCaptcha().generate("1234").read(4) == b"\\x89PNG"
assert AudioCaptcha().generate("1234")[:4] == b"RIFF"
assert phonenumbers.is_valid_number(phonenumbers.parse("+33123456789"))
print("works")
"""


def run(image: str, code: str, *options: str) -> str:
    return docker("run", "--rm", "--interactive", *options, "--entrypoint", "python", image, "-", stdin=code)


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for package, version in PIN.findall((PROJECT / "requirements" / name).read_text()):
        found.setdefault(normal(package), set()).add(version)
    return found


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def configuration(image: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(docker("inspect", image))[0]
    return content


def layer_files(saved: Path) -> tuple[set[str], list[str]]:
    """The names in all layers of an image, and which of them hold a private key (programs may, to test theirs)."""
    names, keys = set(), []
    with tarfile.open(saved) as outer:
        for member in outer.getmembers():
            content = outer.extractfile(member)
            if content is None or not tarfile.is_tarfile(content):
                continue
            content.seek(0)
            with tarfile.open(fileobj=content) as layer:
                for entry in layer:
                    names.add(entry.name)
                    file = layer.extractfile(entry) if entry.isfile() else None
                    text = file.read() if file else b""
                    if b"PRIVATE KEY-----\n" in text and not text.startswith(b"\x7fELF"):
                        keys.append(entry.name)
    return names, keys


def test_it_is_small(image: str) -> None:
    assert configuration(image)["Size"] < LARGEST


def test_it_runs_as_nobody_in_particular_and_says_whether_it_is_well(image: str) -> None:
    config = configuration(image)["Config"]
    assert config["User"] == "10001:10001"
    assert config["Healthcheck"]["Test"] == ["CMD", "python", "-m", "deploy.healthy"]
    assert run(image, "import os; print(os.getuid(), os.getgid(), os.getgroups())") == "10001 10001 [10001]"


def test_it_holds_exactly_what_the_lock_file_of_the_runtime_says(image: str) -> None:
    installed = {normal(name): version for name, version in json.loads(run(image, INSTALLED)).items()}
    locked = pins("runtime.txt")
    assert {name: version for name, version in installed.items() if version not in locked.get(name, ())} == {}
    assert {"fastapi", "faust-streaming", "motor"} <= installed.keys()


def test_no_development_tool_is_inside_and_no_store(image: str) -> None:
    installed = {normal(name) for name in json.loads(run(image, INSTALLED))}
    only_development = pins("development.txt").keys() - pins("runtime.txt").keys()
    assert {"pytest", "secantusdb", "mypy"} <= only_development
    assert not installed & (only_development | {"pip", "setuptools", "wheel"})
    assert run(image, FOUND_TOOLS) == ""


def test_only_what_services_need_of_our_own_is_inside(image: str) -> None:
    code = "import os; print(*sorted(f'{r}/{n}' for r, _, ns in os.walk('/app') for n in ns if '__pycache__' not in r))"
    ours = run(image, code).split()
    assert "/app/services/registry/service.py" in ours
    assert "/app/LICENSE" in ours
    unwanted = re.compile(r"/app/(tests|demo|deploy/local|contracts/(schemas|samples|generate)|chassis/testing)/|\.env")
    assert [name for name in ours if unwanted.match(name)] == []


def test_nobody_can_become_somebody_else_or_write_the_code(image: str) -> None:
    assert run(image, PRIVILEGED) == "[]"
    assert run(image, "import os; print(os.access('/app', os.W_OK), os.access('/opt/app', os.W_OK))") == "False False"


@pytest.mark.parametrize("service", OURS)
def test_each_service_can_be_loaded_where_nothing_can_be_written(image: str, service: str) -> None:
    code = f"from services.{service}.service import service; print(service.name)"
    assert run(image, code, "--read-only", "--network", "none", "--cap-drop", "ALL") == service


def test_what_was_taken_out_of_libraries_is_not_missed(image: str) -> None:
    assert run(image, WORKS_WITHOUT_WHAT_WAS_TAKEN_OUT) == "works"


def test_no_secret_is_in_any_layer_or_in_its_history(image: str, tmp_path: Path) -> None:
    saved = tmp_path / "image.tar"
    docker("save", "--output", str(saved), image)
    names, keys = layer_files(saved)
    assert "app/services/identity/service.py" in names
    assert keys == []
    assert [
        name for name in names if re.match(r"(app|secrets)/.*(\.pem|\.env|\.git/|secrets\.json|stack\.json)", name)
    ] == []
    assert [name for name in names if name.startswith("secrets/") and name.count("/") > 1] == []
    said = docker("history", "--no-trunc", "--format", "{{.CreatedBy}}", image) + str(
        configuration(image)["Config"]["Env"]
    )
    assert not re.search(r"(SECRET|PASSWORD|TOKEN|_KEY)\w*=\S", said)
