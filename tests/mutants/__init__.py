"""Mutants: the lines that the promise rests on, broken one at a time. `make mutants` shows the test that notices."""
