"""python -m cli, or `traces-access` where the package is installed."""

from cli.app import main

if __name__ == "__main__":
    main()
