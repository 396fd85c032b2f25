"""docs/Performance.md and docs/Pairs.md: the last full measurements, with how, where and what."""

from bench import pair_report, report, stats

MIB = 1 << 20

HOW = """\
Written by `./dev bench --write`; do not edit. One process per peer, pinned, and stopped while
another one runs; rounds of peer A, copy, peer B, copy, and so on. Every result is first compared
with a witness in f64, on arrays in [-2, 2). Memory that a process frees stays its own, so that no
call pays for fresh pages.

*The copy* moves as many bytes as the point has to with streaming stores, *the plain copy* with
ordinary ones; parameters do not count. Microseconds are minima; ratios are medians over rounds of
two times of the same round, IQR is their interquartile range. Rounds that other processes
disturbed do not count, nor those whose copy was more than 10 % off its best; where that is most of
them, all count and the point carries a `~`.
"""

POINTS = """\
# Performance

Points beside peers; [pairs of our own kernels](Pairs.md) have a page of their own.
"""

CALLS = """\
Calls as a user makes them: ours through `norm.compile`, each peer in the fastest of its right
forms. In brackets where not said otherwise: the time over the copy's. Calls of small points are
mostly overhead: *kernel* is ours from a native loop.
"""

PAIRS = """\
# Pairs

Our own kernels beside each other; [the peers](Performance.md) are on a page of their own.
"""

SIDES = """\
Two calls of ours, or ours and the copy, in the same rounds, from a native loop where not said
otherwise. Through *linalg*: the same definitions by `norm-to-linalg`, MLIR's fusion, bufferization
and loops, and `clang -O3` for this machine.
"""


def size(found):
    return f"{found / MIB:g} MiB" if found >= MIB else f"{found >> 10} KiB"


def machine(found):
    levels = [level for level in ("l1", "l2", "l3") if level in found]
    caches = ", ".join(f"{level.upper()} {size(found[level])}" for level in levels)
    return (
        f"{found['cpu']}, {found['cores']} cores, {', '.join(found['vector'])}; {caches}; "
        f"{found['memory'] / (1 << 30):.0f} GiB; transparent huge pages: {found['huge pages']}; "
        f"Python {found['python']}."
    )


def where(document):
    """Date, machine, versions and how long it took."""
    versions = "; ".join(f"{name}: {version}" for name, version in document["versions"].items())
    missing = "; ".join(f"{name}: {why}" for name, why in document["missing"].items())
    return [
        f"{document['date']}, {document['seconds'] / 60:.0f} minutes. "
        f"{machine(document['machine'])}\n",
        f"{versions}.\n",
        f"Not measured: {missing}.\n" if missing else "",
    ]


def of_points(document, plot=None):
    l2 = document["machine"].get("l2", MIB)
    image = f"![Rates beside the copy's]({plot})\n" if plot else ""
    tables = report.tables(stats.merged([document]), l2)
    return joined(POINTS, HOW, CALLS, *where(document), image, tables)


def of_pairs(document):
    return joined(PAIRS, HOW, SIDES, *where(document), pair_report.tables(document))


def joined(*parts):
    return "\n".join(part for part in parts if part)
