"""The init steps: what has to be there before a service starts. They run once, from the image of the services."""
