"""OpenVINO, one stream, inputs and outputs bound once."""

import time
from functools import partial

from bench import data, types
from bench.peers import Form, Peer, onnx_models


class OpenVINO(Peer):
    def __init__(self, threads):
        super().__init__(threads)
        import openvino

        self.openvino, self.core = openvino, openvino.Core()

    def version(self):
        return f"openvino {self.openvino.__version__}"

    def options(self, point):
        return {
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": "1",
            "INFERENCE_NUM_THREADS": str(self.threads),
            "INFERENCE_PRECISION_HINT": point.dtype,
        }

    def tensor(self, array):
        if array.dtype != types.BF16:
            return self.openvino.Tensor(array, shared_memory=True)
        return self.openvino.Tensor(types.bits(array), array.shape, self.openvino.Type.bf16)

    def form(self, name, model, point, arrays):
        network = self.core.read_model(model, b"")
        start = time.perf_counter()
        compiled = self.core.compile_model(network, "CPU", self.options(point))
        compile_ms = (time.perf_counter() - start) * 1e3
        request, outputs = compiled.create_infer_request(), data.outputs(point)
        fed = [self.tensor(array) for array in onnx_models.fed(arrays).values()]
        made = {key: self.tensor(array) for key, array in outputs.items()}
        for index, tensor in enumerate(fed):
            request.set_input_tensor(index, tensor)
        for key, tensor in made.items():
            request.set_tensor(key, tensor)
        # The wrapper around this call takes longer than a small kernel.
        infer = partial(super(type(request), request).infer, {}, True, False)
        kept = (compiled, request, fed, made)

        def results():
            infer()
            assert kept
            return list(outputs.values())

        infer()
        return Form(name, infer, results, compile_ms=compile_ms)

    def prepare(self, point, arrays):
        return self.first_that_work(
            (name, partial(self.form, name, model, point, arrays))
            for name, model in onnx_models.models(point, arrays)
        )
