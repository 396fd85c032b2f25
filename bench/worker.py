"""One peer in a process of its own: `python -m bench.worker PEER THREADS`.

Answers one JSON object a line with another. The driver pins the process, sets its
environment, and stops it whenever another one is measured.
"""

import ctypes
import gc
import json
import os
import signal
import sys
import time
from itertools import repeat

from bench import data, peers
from bench.points import Point

PR_SET_PDEATHSIG = 1
# A call this long is its own batch; three more would only warm the room.
LONG_CALL = 0.2
TRIAL = 0.004


def seconds(form, n):
    if form.batch:
        return form.batch(n)
    call = form.call
    start = time.perf_counter()
    for _ in repeat(None, n):
        call()
    return time.perf_counter() - start


def trial(form):
    """Seconds of one call, well enough to choose forms and batch sizes."""
    once = seconds(form, 1)
    if once >= LONG_CALL:
        return once
    n = max(1, min(2000, int(TRIAL / max(seconds(form, 1), 1e-7))))
    return min(seconds(form, n) / n for _ in range(3))


def steal_ticks():
    with open("/proc/stat") as stat:
        return int(stat.readline().split()[8])


class Worker:
    def __init__(self, name, threads):
        self.peer = peers.load(name)(threads)
        self.forms, self.trials = {}, {}

    def prepare(self, point):
        """Compiles the forms, checks them, and keeps the fastest right one of each role."""
        point = Point.of(point)
        arrays = data.arguments(point)
        self.peer.notes = []
        forms = self.peer.prepare(point, arrays)
        judge, error = None, {}
        for form in forms:
            if form.results:
                judge = judge or data.Judge(point, arrays)
                error[form.name] = judge.error(form.results())
                if not error[form.name] <= 1:
                    self.peer.notes.append(f"{form.name}: {error[form.name]:.1f} bounds off")
                    continue
            took = trial(form)
            if took < self.trials.get(form.role, float("inf")):
                self.forms[form.role], self.trials[form.role] = form, took
        if forms[0].role not in self.forms:
            self.drop()
            return {"failed": "; ".join(self.peer.notes), "wrong": True}
        return {"trials": self.trials, "notes": self.peer.notes, **self.told(error)}

    def told(self, error):
        form = self.forms.get("call")
        if not form:
            return {}
        return {
            "form": form.name,
            "compile_ms": form.compile_ms,
            "bounds": error[form.name],
        }

    def batch(self, role, budget, warm):
        """Microseconds of one call over `budget` seconds of them, and whether nobody disturbed."""
        form, took = self.forms[role], self.trials[role]
        n = max(1, min(20000, int(budget / max(took, 1e-7))))
        if warm:
            seconds(form, max(1, n // 10))
        steal, cpu, wall = steal_ticks(), time.process_time(), time.perf_counter()
        us = seconds(form, n) / n * 1e6
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        alone = self.peer.threads > 1 or cpu > 0.97 * wall
        return {"us": us, "clean": alone and steal_ticks() == steal}

    def drop(self):
        self.forms, self.trials = {}, {}
        self.peer.release()
        gc.collect()
        # The allocator was told to keep everything; the next peer needs the room.
        process = ctypes.CDLL(None)
        process.malloc_trim(0)
        if hasattr(process, "keep_release"):
            process.keep_release()
        return {}


def answer(worker, request):
    try:
        return getattr(worker, request.pop("do"))(**request)
    except peers.Unsupported as reason:
        return {"failed": str(reason)}
    except Exception as error:
        return {"failed": peers.brief(error)}


def main(name, threads):
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # Whatever a library prints goes to the log; this stream is the driver's.
    stream = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    try:
        worker = Worker(name, threads)
        greeting = {"version": worker.peer.version()}
    except Exception as error:
        greeting = {"failed": peers.brief(error)}
    print(json.dumps(greeting), file=stream)
    gc.disable()
    for line in sys.stdin:
        print(json.dumps(answer(worker, json.loads(line))), file=stream)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
