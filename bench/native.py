"""C beside the Python: compiled when first used, kept in the build folder by content."""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench"


def compiler():
    return os.environ.get("CC") or shutil.which("clang-22") or shutil.which("clang") or "cc"


def flags():
    # Loops stay loops: the library's memcpy has a mind of its own about streaming.
    options = ["-O3", "-march=native", "-fno-builtin", "-shared", "-fPIC"]
    if platform.machine() == "x86_64" and "clang" in compiler():
        options.append("-mprefer-vector-width=512")
    return options


def compiled(source, *extra):
    """The path of `source` as a shared library."""
    options = [*flags(), *extra]
    content = source.read_bytes() + repr(options).encode()
    path = FOLDER / f"{source.stem}-{hashlib.sha1(content).hexdigest()[:12]}.so"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        subprocess.run([compiler(), *options, source, "-o", fresh], check=True)
        fresh.replace(path)
    return path


def library(source, *extra):
    """`source` as a loaded shared library."""
    return ctypes.CDLL(str(compiled(source, *extra)))
