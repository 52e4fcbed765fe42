"""Run the gateway: `python -m services.gateway`."""

from services.gateway.service import service

if __name__ == "__main__":
    service.run()
