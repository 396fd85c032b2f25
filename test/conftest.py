"""Where the programs under test are: NORM_BIN, or this tree's build."""

import os
import subprocess
from pathlib import Path

import pytest

BIN = Path(os.environ.get("NORM_BIN", Path(__file__).parents[1] / "build/bin"))


@pytest.fixture(scope="session")
def program():
    """Runs one of our programs to its end; returns what it printed."""

    def run(name, *arguments):
        command = [BIN / name, *map(str, arguments)]
        done = subprocess.run(command, text=True, capture_output=True)
        assert done.returncode == 0, f"{name} failed:\n{done.stdout}{done.stderr}"
        return done.stdout

    return run
