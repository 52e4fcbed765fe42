"""Run the toy service as a process."""

from tests.support.toy.service import service

if __name__ == "__main__":
    service.run()
