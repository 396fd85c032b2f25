"""Who is measured. A room per peer says how a user of it would write each kind.

A new one: a class with `prepare` in a room of its own, and a line in ROOMS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

# Name, room, class; in the order of the columns.
ROOMS = {
    "ours": ("ours", "Ours"),
    "numpy": ("numpy", "NumPy"),
    "torch": ("torch", "Eager"),
    "inductor": ("torch", "Inductor"),
    "ort": ("onnxruntime", "OnnxRuntime"),
    "openvino": ("openvino", "OpenVINO"),
    "jax": ("jax", "Jax"),
    "iree": ("iree", "Iree"),
    "onednn": ("onednn", "OneDNN"),
    "onednn32": ("onednn", "OneDNN32"),
}
# This project again, for comparisons with itself; and the floor.
OWN = {
    "avx2": ("ahead", "AVX2"),
    "upstream": ("ahead", "Upstream"),
    "copy": ("copy", "Copy"),
}


class Unsupported(Exception):
    """The peer has no way to say this kind; the reason in words."""


@dataclass
class Form:
    """One way to make the call.

    `call` is one whole call; `results` makes one, too, and gives the results in
    order, or is None where there is nothing to check. `batch` gives the seconds
    of n calls where a loop in Python would be longer than the call. Of the forms
    with the role "call" the fastest right one is measured.
    """

    name: str
    call: Callable
    results: Callable | None = None
    batch: Callable | None = None
    role: str = "call"
    compile_ms: float | None = None


class Peer:
    # Runs in this project's own .venv instead of .venv-peers.
    at_home = False

    def __init__(self, threads):
        self.threads = threads
        # What to tell the reader about the point at hand.
        self.notes = []

    @classmethod
    def environment(cls, threads):
        """Environment variables that have to be set before the process starts."""
        return {}

    def version(self):
        raise NotImplementedError

    def prepare(self, point, arrays):
        """The forms of a point, compiled and called once. Raises Unsupported."""
        raise NotImplementedError

    def release(self):
        """Frees what Python does not own."""

    def first_that_work(self, makers):
        """The forms that can be made; the others become notes. Raises Unsupported for none."""
        forms = []
        for name, make in makers:
            try:
                forms.append(make())
            except Exception as error:
                self.notes.append(f"{name}: {brief(error)}")
        if not forms:
            raise Unsupported("; ".join(self.notes))
        return forms


def brief(error):
    """An exception on one line; what compilers print ends in what was wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "")
    return f"{type(error).__name__}: {told}"[:160]


def load(name):
    """The class of a peer; its library is imported when one is made."""
    room, cls = (ROOMS | OWN)[name]
    return getattr(import_module(f"bench.peers.{room}"), cls)
