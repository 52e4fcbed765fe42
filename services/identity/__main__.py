"""python -m services.identity [api|worker|all|command <which>]."""

from services.identity.service import service

if __name__ == "__main__":
    service.run()
