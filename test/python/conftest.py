"""Lets the tests import the package: from the build, or else from the sources."""

import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("NORM_BIN", ROOT / "build/bin"))
sys.path[:0] = [str(BIN.parent / "python"), str(ROOT / "python")]
