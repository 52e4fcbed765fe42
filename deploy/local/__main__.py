"""python -m deploy.local run|demo|stop|status|hold|release: the embedded stack from a terminal."""

from deploy.local.command_line import main

if __name__ == "__main__":
    main()
