"""Live updates: hints, as server-sent events, that something happened to a request which the reader may see."""
