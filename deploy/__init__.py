"""How the system is run: the embedded stack, containers, Kubernetes."""
