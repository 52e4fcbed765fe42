"""`traces-access`: the command line of the people who run the system."""
