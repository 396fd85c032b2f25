"""PyTorch, eager and compiled."""

import tempfile
import time
from functools import partial

from bench import types
from bench.peers import Form, Peer, torch_forms


class Eager(Peer):
    def __init__(self, threads):
        super().__init__(threads)
        import torch

        torch.set_num_threads(threads)
        torch.inference_mode(True).__enter__()
        self.torch = torch

    def version(self):
        capability = self.torch.backends.cpu.get_cpu_capability()
        return f"torch {self.torch.__version__} ({capability})"

    def tensor(self, array):
        tensor = self.torch.from_numpy(types.bits(array))
        return tensor.view(self.torch.bfloat16) if array.dtype == types.BF16 else tensor

    def array(self, tensor):
        if tensor.dtype == self.torch.bfloat16:
            return tensor.contiguous().view(self.torch.int16).numpy().view(types.BF16)
        return tensor.numpy()

    def form(self, name, function, tensors):
        call = partial(function, *tensors)

        def results():
            found = call()
            return [self.array(y) for y in (found if isinstance(found, tuple) else (found,))]

        return Form(name, call, results)

    def prepare(self, point, arrays):
        tensors = [self.tensor(array) for array in arrays.values()]
        forms = torch_forms.of(point)
        return [self.form(name, function, tensors) for name, function in forms.items()]


class Inductor(Eager):
    """torch.compile in its default mode, for static shapes; nothing cached between points."""

    @classmethod
    def environment(cls, threads):
        return {
            "TORCHINDUCTOR_FORCE_DISABLE_CACHES": "1",
            "TORCHINDUCTOR_CACHE_DIR": tempfile.mkdtemp(prefix="inductor-"),
            "TORCHINDUCTOR_COMPILE_THREADS": "1",
        }

    def __init__(self, threads):
        super().__init__(threads)
        # The first use ever builds headers; that is no part of a kernel's compile time.
        self.torch.compile(lambda x: x + 1)(self.torch.ones(64))

    def prepare(self, point, arrays):
        self.torch._dynamo.reset()
        tensors = [self.tensor(array) for array in arrays.values()]
        name, function = next(iter(torch_forms.of(point).items()))
        compiled = self.torch.compile(function, dynamic=False)
        start = time.perf_counter()
        compiled(*tensors)
        form = self.form(name, compiled, tensors)
        form.compile_ms = (time.perf_counter() - start) * 1e3
        return [form]
