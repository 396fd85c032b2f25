"""ONNX Runtime, inputs and outputs bound once."""

import time
from functools import partial

import numpy as np

from bench import data, types
from bench.peers import Form, Peer, onnx_models

BFLOAT16 = 16


class OnnxRuntime(Peer):
    def __init__(self, threads):
        super().__init__(threads)
        import onnxruntime

        onnxruntime.set_default_logger_severity(4)
        self.ort = onnxruntime

    def version(self):
        return f"onnxruntime {self.ort.__version__}"

    def options(self):
        options = self.ort.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = self.threads, 1
        options.graph_optimization_level = self.ort.GraphOptimizationLevel.ORT_ENABLE_ALL
        options.log_severity_level = 4
        return options

    def value(self, array):
        if array.dtype != types.BF16:
            return self.ort.OrtValue.ortvalue_from_numpy(array)
        return self.ort.OrtValue.ortvalue_from_numpy_with_onnx_type(array.view(np.uint16), BFLOAT16)

    def form(self, name, model, point, arrays):
        start = time.perf_counter()
        session = self.ort.InferenceSession(
            model, self.options(), providers=["CPUExecutionProvider"]
        )
        compile_ms = (time.perf_counter() - start) * 1e3
        binding, outputs = session.io_binding(), data.outputs(point)
        fed = {key: self.value(array) for key, array in onnx_models.fed(arrays).items()}
        made = {key: self.value(array) for key, array in outputs.items()}
        for key, value in fed.items():
            binding.bind_ortvalue_input(key, value)
        for key, value in made.items():
            binding.bind_ortvalue_output(key, value)
        # The wrapper around this call takes longer than a small kernel.
        call = partial(session._sess.run_with_iobinding, binding._iobinding, None)

        def results():
            call()
            return [
                array if array.dtype == types.BF16 else made[key].numpy()
                for key, array in outputs.items()
            ]

        call()
        return Form(name, call, results, compile_ms=compile_ms)

    def prepare(self, point, arrays):
        return self.first_that_work(
            (name, partial(self.form, name, model, point, arrays))
            for name, model in onnx_models.models(point, arrays)
        )
