"""`python -m deploy.healthy`: exit code 0 when the service in this container is ready.

Standard library only: it runs every few seconds.
"""

import os
import sys
import urllib.request

SECONDS = 4.0


def main() -> int:
    """Ask /healthz/ready on the port where the service in this container serves health."""
    port = os.environ.get("OPERATIONS_PORT") or os.environ.get("HTTP_PORT", "8080")
    url = f"http://127.0.0.1:{port}/healthz/ready"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=SECONDS) as answer:
            return 0 if answer.status == 200 else 1
    except OSError as error:
        sys.stdout.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
