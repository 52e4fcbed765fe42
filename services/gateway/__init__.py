"""Gateway: the one door. Authenticates, limits, forwards, shows the pages. Owns no business data."""
