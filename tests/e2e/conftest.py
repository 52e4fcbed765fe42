"""What the tests' own modules assert is explained like what tests assert."""

import pytest

pytest.register_assert_rewrite("tests.e2e.ends", "tests.e2e.invariants", "tests.e2e.records", "tests.e2e.disturbing")
