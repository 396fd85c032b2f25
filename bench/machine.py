"""What was measured on, from /proc and /sys."""

import os
import platform
import re
from pathlib import Path

CPU = Path("/sys/devices/system/cpu/cpu0")
SIZE = {"K": 10, "M": 20, "G": 30}


def size(text):
    """Bytes of `48K`."""
    number, unit = re.fullmatch(r"(\d+)([KMG]?)", text).groups()
    return int(number) << SIZE.get(unit, 0)


def caches():
    """{"l1": bytes, "l2": ..., "l3": ...} of the first core, as far as known."""
    found = {}
    for index in sorted(CPU.glob("cache/index*")):
        level, kind, text = ((index / f).read_text().strip() for f in ("level", "type", "size"))
        if kind != "Instruction":
            found[f"l{level}"] = size(text)
    return found


def fields(path):
    with open(path) as lines:
        return dict(re.split(r"\s*:\s*", line.strip(), maxsplit=1) for line in lines if ":" in line)


def vector(flags):
    names = ("avx512f", "avx512_bf16", "avx512_fp16", "amx_tile", "avx2")
    return [name for name in names if name in flags.split()]


def describe():
    info = fields("/proc/cpuinfo")
    pages = Path("/sys/kernel/mm/transparent_hugepage/enabled").read_text()
    family = f"family {info.get('cpu family', '?')}, model {info.get('model', '?')}"
    return {
        "cpu": f"{info.get('model name', platform.machine())} ({family})",
        "cores": len(os.sched_getaffinity(0)),
        "vector": vector(info.get("flags", "")),
        "memory": int(fields("/proc/meminfo")["MemTotal"].split()[0]) << 10,
        "huge pages": re.search(r"\[(\w+)\]", pages)[1],
        "python": platform.python_version(),
        **caches(),
    }
