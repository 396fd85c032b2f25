"""docs/Performance.md: the last full measurement, with how, where and what."""

from bench import report

MIB = 1 << 20

PREFACE = """\
# Performance

Written by `./dev bench --write`; do not edit. Each number is of whole calls as a user makes
them, on arrays in [-2, 2): ours through `norm.compile`, each peer in the fastest of its right
forms. Every result is first compared with a witness in f64. One process per peer, pinned, and
stopped while another one runs; rounds of peer A, copy, peer B, copy, and so on. Memory that a
process frees stays its own, so that no call pays for fresh pages.

*The copy* moves as many bytes as the point has to with streaming stores, *the plain copy* with
ordinary ones; parameters do not count. Microseconds are minima; ratios are medians over rounds of
two times of the same round, in brackets where not said otherwise the time over the copy's.
Rounds that other processes disturbed do not count, nor those whose copy was more than 10 % off its
best; where that is most of them, all count and the point carries a `~`. Calls of small points are
mostly overhead: *kernel* is ours from a native loop.
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


def text(document, measured, plot=None):
    versions = "; ".join(f"{name}: {version}" for name, version in document["versions"].items())
    missing = "; ".join(f"{name}: {why}" for name, why in document["missing"].items())
    parts = [
        PREFACE,
        "## Machine and versions\n",
        f"{document['date']}. {machine(document['machine'])}\n",
        f"{versions}.\n",
        f"Not measured: {missing}.\n" if missing else "",
        f"![Rates beside the copy's]({plot})\n" if plot else "",
        "## Tables\n",
        report.tables(measured, document["machine"].get("l2", MIB)),
    ]
    return "\n".join(part for part in parts if part)
