"""IREE for the host: StableHLO from JAX, softmax as linalg.softmax, results in given buffers."""

import re
import time
from functools import partial

import numpy as np

from bench import data, kinds, types
from bench.peers import Form, Peer, Unsupported
from bench.peers.jax import Jax

LEVELS = {"O3": ["--iree-opt-level=O3"], "default": []}


class Iree(Peer):
    environment = Jax.environment

    def __init__(self, threads):
        super().__init__(threads)
        import iree.compiler
        import iree.runtime

        if threads > 1:
            iree.runtime.flags.parse_flags(f"--task_topology_max_group_count={threads}")
        self.iree, self.jax = iree, Jax(threads)
        self.config = iree.runtime.Config("local-sync" if threads == 1 else "local-task")

    def version(self):
        from iree.compiler import version

        return f"iree {version.VERSION}"

    def source(self, point, arrays):
        """(text, its input type)."""
        results = kinds.of(point).results(point).values()
        given = "".join(
            f", %out{k}: {kinds.tensor(*typed)} {{iree.abi.output = {k} : index}}"
            for k, typed in enumerate(results)
        )
        # In bf16 linalg.softmax sums in bf16, too: wrong by 3 % for 4096 elements.
        if point.kind == "softmax" and point.dtype == "f32":
            t, dim = kinds.tensor(point.shape, point.dtype), point.dim % len(point.shape)
            return (
                f"""\
func.func @main(%x: {t}{given}) -> {t} {{
  %e = tensor.empty() : {t}
  %y = linalg.softmax dimension({dim}) ins(%x : {t}) outs(%e : {t}) -> {t}
  return %y : {t}
}}""",
                "none",
            )
        lowered = self.jax.jax.jit(self.jax.function(point, list(arrays))).lower(*arrays.values())
        text, places = re.subn(
            r"(func\.func public @main\(.*?)\) -> ",
            lambda found: f"{found[1]}{given}) -> ",
            str(lowered.compiler_ir("stablehlo")),
            count=1,
        )
        if not places:
            raise Unsupported("no function @main in the StableHLO")
        return text, "stablehlo"

    def view(self, array):
        runtime = self.iree.runtime
        element = runtime.HalElementType.BFLOAT_16 if array.dtype == types.BF16 else None
        return self.config.device.allocator.allocate_buffer_copy(
            memory_type=runtime.MemoryType.DEVICE_LOCAL,
            allowed_usage=runtime.BufferUsage.DEFAULT | runtime.BufferUsage.MAPPING,
            device=self.config.device,
            buffer=types.bits(array),
            element_type=element or runtime.array_interop.map_dtype_to_element_type(array.dtype),
        )

    def form(self, level, text, input_type, point, arrays):
        runtime = self.iree.runtime
        start = time.perf_counter()
        module = self.iree.compiler.compile_str(
            text,
            input_type=input_type,
            target_backends=["llvm-cpu"],
            extra_args=["--iree-llvmcpu-target-cpu=host", *LEVELS[level]],
        )
        compile_ms = (time.perf_counter() - start) * 1e3
        context = runtime.SystemContext(config=self.config)
        loaded = runtime.VmModule.copy_buffer(context.instance, module)
        context.add_vm_module(loaded)
        main = loaded.lookup_function("main")
        outputs = list(data.outputs(point).values())
        given = runtime.VmVariantList(8)
        for array in [*arrays.values(), *outputs]:
            given.push_ref(self.view(array))

        def call():
            found = runtime.VmVariantList(len(outputs))
            context.vm_context.invoke(main, given, found)
            return found

        def results():
            found = call()
            return [self.array(found, k, like) for k, like in enumerate(outputs)]

        call()
        return Form(level, call, results, compile_ms=compile_ms)

    def array(self, found, index, like):
        view = found.get_as_object(index, self.iree.runtime.HalBufferView)
        return np.array(view.map().asarray(like.shape, types.bits(like).dtype)).view(like.dtype)

    def prepare(self, point, arrays):
        text, input_type = self.source(point, arrays)
        return self.first_that_work(
            (level, partial(self.form, level, text, input_type, point, arrays)) for level in LEVELS
        )
