"""Run the command line with ``python -m handouts``."""

from handouts.cli import run

if __name__ == "__main__":
    run()
