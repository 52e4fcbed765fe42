"""The whole system, measured through its gateway as a client sees it."""
