"""Benchmarks: the same handler built four ways on one broker and one store, and the whole system from its gateway."""
