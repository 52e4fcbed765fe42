"""Run it: python -m services.registry [api|worker|all|command <which>]."""

from services.registry.service import service

if __name__ == "__main__":
    service.run()
