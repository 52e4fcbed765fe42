"""`python -m services.validation [api|worker|all]`."""

from services.validation.service import service

if __name__ == "__main__":
    service.run()
