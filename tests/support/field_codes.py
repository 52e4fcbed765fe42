"""Machine codes that the sources of a service give to what is wrong, or odd, in a field."""

import ast
from collections.abc import Iterator

from tests.support.source import files, read

PLACES = {"FieldError": 1, "findings.error": 1, "Remark": 0}
"""Which argument is the code."""


def field_codes(service: str) -> set[str]:
    """Those that stand there as they are: not what is handed on, nor what is the code of its error as well."""
    return {code for path in files(f"services/{service}") for code in _codes(ast.parse(read(path)))}


def _codes(tree: ast.Module) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        place = PLACES.get(ast.unparse(call.func))
        if place is not None and isinstance(code := call.args[place], ast.Constant):
            yield str(code.value)
