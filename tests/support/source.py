"""The Python files of this project, and questions about one of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CODE = ("contracts", "chassis", "services", "cli", "deploy", "demo")


def files(*folders: str, suffix: str = ".py") -> list[Path]:
    """All files below these folders of the project, relative to it."""
    found = (path for folder in folders for path in (PROJECT / folder).rglob(f"*{suffix}"))
    return sorted(path.relative_to(PROJECT) for path in found if "__pycache__" not in path.parts)


def read(path: Path) -> str:
    """Content of a file of the project."""
    return (PROJECT / path).read_text(encoding="utf-8")


def imported(source: str) -> set[str]:
    """Full names of everything `source` imports, at any depth."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def calls(source: str) -> list[str]:
    """Every call of `source`, arguments and all."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


def called(source: str) -> set[str]:
    """Dotted names of everything `source` calls, as written: `datetime.now`, `uuid4`."""
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}


def strings(source: str) -> Iterator[str]:
    """String constants of `source` that are not docstrings or other strings standing alone."""
    tree = ast.parse(source)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value
