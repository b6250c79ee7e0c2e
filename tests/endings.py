"""How a command ended: by a code of the table, and without a traceback; and commands run by somebody else."""

import os
import sys

from handouts.cli import main


def told(result, code):
    """Give what a command said, where it ended with a code and without a traceback."""
    said = result.stdout + result.stderr
    assert "Traceback" not in said, said
    assert "fault of handouts" not in said, said
    assert result.returncode == code, said
    return said


def became_another(folder, command):
    """Run the command line in this fork as nobody, and leave it."""
    code = 70
    try:
        os.chdir(folder)
        os.setgid(65_534)
        os.setuid(65_534)
        sys.argv = command
        main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.stderr.flush()
        os._exit(code)
