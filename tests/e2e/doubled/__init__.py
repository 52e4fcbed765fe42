"""Two processes of each service."""
