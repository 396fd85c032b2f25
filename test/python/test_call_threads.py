"""Kernels on threads, in memory, in time."""

import threading

import numpy as np
from calls import LAYER_NORM, SOFTMAX, draw, near, norm, softmax
from test_call_in_place import TWO


def test_threads():
    kernel = norm.compile(TWO)
    x = [draw(50, 60) * i for i in range(1, 5)]
    wanted = [kernel(each) for each in x]
    wrong = []

    def work(i):
        for _ in range(200):
            if not (kernel(x[i]) == wanted[i]).all():
                wrong.append(i)

    workers = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not wrong


def test_lock_is_released():
    """Another thread counts while a kernel runs."""
    kernel = norm.compile(SOFTMAX)
    x, seen, done = draw(1000, 1000), [0], threading.Event()

    def count():
        while not done.is_set():
            seen[0] += 1

    counter = threading.Thread(target=count)
    counter.start()
    before = seen[0]
    kernel.time(20, x, out=np.empty_like(x))
    after = seen[0]
    done.set()
    counter.join()
    assert after > before + 1000


def test_cache(tmp_path):
    path = tmp_path / "softmax.mlir"
    path.write_text(SOFTMAX)
    kernel = norm.compile(SOFTMAX)
    assert norm.compile(path) is kernel and norm.compile(str(path)) is kernel
    assert norm.compile(SOFTMAX, threads=2) is not kernel
    assert norm.compile(SOFTMAX + "\n") is not kernel


def test_description():
    kernel = norm.compile(LAYER_NORM)
    assert kernel.arguments == (("float32", (None, None)), ("float32", (None,)))
    assert kernel.results == (("float32", (None, None)),)


def test_time():
    x = draw(3, 4)
    y = np.zeros_like(x)
    assert 0.0 < norm.compile(SOFTMAX).time(3, x, out=y) < 1.0
    near(y, softmax(x))
