"""`python -m services.notify [api|worker|all]`."""

from services.notify.service import service

if __name__ == "__main__":
    service.run()
