"""JAX on the CPU: the formulas, jitted."""

import time
from functools import partial

import numpy as np

from bench.peers import Form, Peer, formulas


class Jax(Peer):
    @classmethod
    def environment(cls, threads):
        return {"JAX_PLATFORMS": "cpu"}

    def __init__(self, threads):
        super().__init__(threads)
        import jax

        jax.config.update("jax_cpu_enable_async_dispatch", False)
        self.jax = jax

    def version(self):
        return f"jax {self.jax.__version__}"

    def function(self, point, names):
        """The formula of a kind with its arguments in order."""
        formula = partial(getattr(formulas, point.kind), self.jax.numpy, point)
        return lambda *arrays: formula(**dict(zip(names, arrays, strict=True)))

    def prepare(self, point, arrays):
        jitted = self.jax.jit(self.function(point, list(arrays)))
        given = [self.jax.device_put(array) for array in arrays.values()]
        start = time.perf_counter()
        jitted.lower(*given).compile()
        compile_ms = (time.perf_counter() - start) * 1e3
        wait = self.jax.block_until_ready

        def call():
            return wait(jitted(*given))

        def results():
            return [np.asarray(y) for y in call()]

        return [Form("jit", call, results, compile_ms=compile_ms)]
