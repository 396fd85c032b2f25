"""The driver's end of a worker."""

import json
import os
import signal
import subprocess
import sys

from bench import native, peers
from bench.native import FOLDER, ROOT

PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"

# Memory that a peer frees stays in its process: fresh pages are no part of a kernel.
# Large blocks are kept by the preloaded library, the others by these.
KEEP_SMALL = "glibc.malloc.hugetlb=1:glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=1073741824"
KEEP_LARGE = ROOT / "bench" / "keep.c"
# What the shell may have set for everybody.
FOREIGN = "LD_PRELOAD OMP_NUM_THREADS ATEN_CPU_CAPABILITY PYTHONPATH".split()


def environment(cls, threads):
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {
        **kept,
        "GLIBC_TUNABLES": KEEP_SMALL,
        "LD_PRELOAD": str(native.compiled(KEEP_LARGE)),
        "OMP_NUM_THREADS": str(threads),
        "MKL_NUM_THREADS": str(threads),
        "PYTHONPATH": str(ROOT / "python"),
        **cls.environment(threads),
    }


class Child:
    """Runs only while it is asked: in between the process is stopped, spinning threads and all."""

    def __init__(self, name, threads):
        self.name = name
        cls = peers.load(name)
        python = sys.executable if cls.at_home else PEERS_PYTHON
        cores = sorted(os.sched_getaffinity(0))[:threads]
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.log = FOLDER / f"{name}-{threads}.log"
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [python, "-m", "bench.worker", name, str(threads)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
                env=environment(cls, threads),
                preexec_fn=lambda: os.sched_setaffinity(0, cores),
            )
        self.greeting = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            return {"failed": self.last_words()}
        self.signal(signal.SIGSTOP)
        return json.loads(line)

    def last_words(self):
        code = self.process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        lines = self.log.read_text(errors="replace").splitlines()
        return f"the process died ({how}){f': {lines[-1].strip()}' if lines else ''}"[:160]

    def signal(self, number):
        if self.process.poll() is None:
            self.process.send_signal(number)

    def ask(self, do, **arguments):
        self.signal(signal.SIGCONT)
        try:
            self.process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return {"failed": self.last_words()}
        return self.read()

    def close(self):
        self.process.kill()
        self.process.wait()


def start(names, threads):
    """The children that could start, by name, and why the others could not."""
    children, missing = {}, {}
    for name in names:
        if not peers.load(name).at_home and not PEERS_PYTHON.exists():
            missing[name] = "no .venv-peers: ./dev bench --peers"
            continue
        try:
            child = Child(name, threads)
        except peers.Unsupported as reason:
            missing[name] = str(reason)
            continue
        if "failed" in child.greeting:
            missing[name] = child.greeting["failed"]
            child.close()
        else:
            children[name] = child
    return children, missing
