"""Lets the tests import the package: from the build, or else from the sources."""

import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("NORM_BIN", ROOT / "build/bin"))
sys.path[:0] = [str(BIN.parent / "python"), str(ROOT / "python")]


def pytest_addoption(parser):
    parser.addoption("--random-cases", type=int, default=150, help="how many cases to draw by lot")
