"""This project, through its Python package."""

import subprocess
import time
from functools import partial

from bench import data, kinds, native
from bench.peers import Form, Peer


class Ours(Peer):
    at_home = True

    @classmethod
    def environment(cls, threads):
        return {"PYTHONPATH": str(native.ROOT / "build" / "python")}

    def __init__(self, threads):
        super().__init__(threads)
        import norm

        self.compile = norm.compile

    def version(self):
        git = ["git", "-C", native.ROOT, "describe", "--always", "--dirty"]
        found = subprocess.run(git, text=True, capture_output=True)
        return f"norm {found.stdout.strip() or 'of this tree'}"

    def prepare(self, point, arrays):
        start = time.perf_counter()
        kernel = self.compile(kinds.mlir(point), entry="main", threads=self.threads)
        compile_ms = (time.perf_counter() - start) * 1e3
        results = tuple(data.outputs(point).values())
        out = results if len(results) > 1 else results[0]
        call = partial(kernel, *arrays.values(), out=out)
        forms = [Form("norm.compile", call, lambda: (call(), results)[1], compile_ms=compile_ms)]

        def batch(n):
            """The same calls from a native loop: what the kernel takes without Python."""
            return kernel.time(n, *arrays.values(), out=out)

        if hasattr(kernel, "time"):
            forms.append(Form("kernel", call, batch=batch, role="kernel"))
        return forms
