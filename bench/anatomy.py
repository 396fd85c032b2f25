"""What fused calls are made of: kernels, and the arrays that each reads and writes.

Read from the IR in which a kernel is one op on buffers: it goes over each array
once from memory as long as a row stays in cache.
"""

import math
import re

from bench import kinds, toolchain, types
from bench.pairs import FUSED, of_family

AFTER = "norm-outline-kernels"
TYPE = re.compile(r"memref<((?:\d+x)+)(\w+)")
GENERIC = re.compile(r"norm\.generic ins\((.*?)\) outs\((.*?)\) \{")


def arrays(text):
    """(elements, bytes) of each memref type."""
    for extents, element in TYPE.findall(text):
        count = math.prod(int(extent) for extent in extents.split("x")[:-1])
        yield count, count * types.BYTES.get(element, 8)


def dissect(point):
    """Kernels, calls of them, arrays of the main tensor's extents, and bytes moved."""
    passes = ["--norm-to-kernel", f"--mlir-print-ir-after={AFTER}", "--mlir-disable-threading"]
    dump = toolchain.run(toolchain.NORM_OPT, *passes, text=kinds.mlir(point)).stderr
    main = re.search(r"func\.func private @main\(.*?\n  }", dump, re.DOTALL)[0]
    sides = GENERIC.findall(dump)
    read, written = ([a for side in sides for a in arrays(side[k])] for k in (0, 1))
    whole = [[a for a in side if a[0] == point.elements] for side in (read, written)]
    copied = [a for text in re.findall(r"memref\.copy.*", main) for a in arrays(text)]
    return {
        "point": point.fields,
        "kernels": len(sides),
        "reads": len(whole[0]),
        "writes": len(whole[1]),
        "copies": len(copied) // 2,
        "moved": sum(size for _, size in [*read, *written, *copied]),
        "wanted": kinds.of(point).moved(point),
    }


def dissected():
    return [dissect(pair.under.point) for pair in of_family(FUSED)]
