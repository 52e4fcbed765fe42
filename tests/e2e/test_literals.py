"""No password, token, key or captcha answer is written down in the code: tests, too, draw theirs at random."""

import ast
import re
from collections.abc import Iterator

import pytest

from demo.numbers import password
from tests.support.source import CODE, files, read, strings

PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[\w/+=]{40,}")
JSON_WEB_TOKEN = re.compile(r"\beyJ[\w-]{10,}\.[\w-]{10,}")
LINK_TOKEN = re.compile(r"\b[\w-]+\.[0-9a-f]{8}-[0-9a-f-]{27}\.[\w-]{43}\b")
RANDOM = re.compile(r"(?<![\w/+-])[\w/+-]{32,}={0,2}(?![\w/+-])")
NAMED = re.compile(r"(pass(word|phrase)|secret|captcha_?answer|refresh_key|_token)s?$", re.IGNORECASE)
CLASSES = tuple(map(re.compile, (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9\s]")))
"""Of rule A9."""


def secrets_in(source: str) -> list[str]:
    """What looks like a secret: by its shape, or by being good enough for what it is called."""
    shaped = [text for text in strings(source) if _has_the_shape(text)]
    called = [f"{name} = {text}" for name, text in _named(source) if NAMED.search(name) and _is_strong(text)]
    return shaped + called


def _has_the_shape(text: str) -> bool:
    if any(pattern.search(text) for pattern in (PRIVATE_KEY, JSON_WEB_TOKEN, LINK_TOKEN)):
        return True
    return any(all(one.search(found) for one in CLASSES[:3]) for found in RANDOM.findall(text))


def _is_strong(text: str) -> bool:
    return len(text) >= 10 and " " not in text and all(one.search(text) for one in CLASSES)


def _named(source: str) -> Iterator[tuple[str, str]]:
    """Strings with the names that they are given: variables, arguments, defaults, members of dictionaries."""
    for node in ast.walk(ast.parse(source)):
        for name, value in _pairs(node):
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield name, value.value


def _pairs(node: ast.AST) -> list[tuple[str, ast.expr | None]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            return [(ast.unparse(target), value) for target in targets]
        case ast.AnnAssign(target=target, value=value):
            return [(ast.unparse(target), value)]
        case ast.keyword(arg=str() as name, value=value):
            return [(name, value)]
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return [(str(key.value), value) for key, value in pairs if isinstance(key, ast.Constant)]
        case ast.arguments():
            named = [*node.posonlyargs, *node.args]
            late = named[len(named) - len(node.defaults) :] + node.kwonlyargs
            return [(each.arg, value) for each, value in zip(late, node.defaults + node.kw_defaults, strict=True)]
        case _:
            return []


def test_no_secret_is_written_down() -> None:
    found = {path: secrets for path in files(*CODE, "tests") if (secrets := secrets_in(read(path)))}
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "password = {}",
        "log_in(email, password={})",
        'body = {{"password": {}}}',
        "def log_in(a, /, b, password={}): ...",
        "def log_in(*, a=1, password={}): ...",
        'headers = {{"authorization": "Bearer eyJhbGciOiJFZERTQSJ9" + "." + {}}}\nadmin_password = {}',
    ],
)
def test_a_password_is_found_under_its_name(source: str) -> None:
    assert secrets_in(source.format(*[repr(password())] * source.count("{}")))


def test_a_private_key_is_found() -> None:
    text = "-----BEGIN PRIVATE " + "KEY-----\n" + "MC4CAQAwBQYDK2Vw" * 3
    assert secrets_in(f"x = {text!r}")


@pytest.mark.parametrize("parts", [("eyJhbGciOiJFZERTQSJ9", "eyJzdWIiOiJlbG9kaWUifQ"), ("k1", "Ab3" * 11)])
def test_a_token_is_found_by_its_shape(parts: tuple[str, str]) -> None:
    assert secrets_in(f"x = {'.'.join(parts)!r}")


def test_names_and_words_are_no_secrets() -> None:
    assert secrets_in('token_type = "Bearer"\npassword = "10 to 128 characters"\nsecret = "idempotency_secret"') == []
