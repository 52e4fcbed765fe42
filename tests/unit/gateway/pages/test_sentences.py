"""Every machine code that a page may meet has a sentence for people."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import services
from chassis.errors import DomainError
from services.gateway.pages.sentences import SENTENCES
from tests.support.source import PROJECT

ROW = re.compile(r"\| \d{3} \| `([a-z0-9-]+)` \|")
FIELD = re.compile(r'\b(?:FieldError|Remark|findings\.error)\(\s*(?:f?"[^"]*",\s*|[\w.]+,\s*)?"([a-z0-9-]+)"')


def documented() -> set[str]:
    return set(ROW.findall((PROJECT / "docs" / "refusals.md").read_text(encoding="utf-8")))


def classes(of: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    yield of
    for each in of.__subclasses__():
        yield from classes(each)


def declared() -> set[str]:
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return {each.code for each in classes() if each.__module__.startswith(("services.", "chassis."))}


def of_fields() -> set[str]:
    found: set[str] = set()
    for path in (PROJECT / "services").rglob("*.py"):
        found.update(FIELD.findall(path.read_text(encoding="utf-8")))
    return found


def test_every_documented_refusal_has_a_sentence() -> None:
    assert len(documented()) > 40
    assert documented() - SENTENCES.keys() == set()


def test_every_refusal_of_the_code_has_a_sentence() -> None:
    assert declared() - SENTENCES.keys() == set()


def test_every_error_of_a_field_has_a_sentence() -> None:
    found = of_fields()
    assert {"name-missing", "timezone-unknown", "eori-gb", "required"} <= found
    assert found - SENTENCES.keys() == set()
