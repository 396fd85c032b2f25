"""Markdown of measured pairs, of what fused kernels are made of, and of compiling."""

from bench import pairs, stats, targets
from bench.points import Point
from bench.report import number, table

MIB = 1 << 20
# Times faster through our path than through linalg, a model's normalizers together.
MODEL_GAIN = 3.0

# What the two times and their ratio are called, by family.
HEADS = {
    pairs.THREADS: ["T = 1 us", "T = 2 us", "times as fast"],
    pairs.OWN: ["its us", "us of the named one", "time"],
    pairs.FUSED: ["copy us", "ours us", "of the copy's rate"],
    pairs.VECTORS: ["AVX2 us", "host us", "times as fast"],
    pairs.STORES: ["cached us", "streaming us", "streaming is times as fast"],
}


class Measured(stats.Rounds):
    """One pair."""

    def __init__(self, result):
        super().__init__(result["rounds"])
        self.pair = pairs.NAMED_PAIRS[result["family"], result["name"]]
        self.told = result["sides"]
        self.ratio = stats.median(self.ratios("over", "under")) if self.rounds else None

    @property
    def cells(self):
        spread = 100 * stats.spread(self.ratios("over", "under"))
        times = [number(self.us(name)) for name in ("over", "under")]
        return [*times, f"{self.ratio:.2f} ({spread:.0f} %)"]

    @property
    def wanted(self):
        """What is expected of the ratio, in words."""
        low, high = self.pair.least, self.pair.most
        return f"at least {low:g}" if low else f"at most {high:g}" if high < float("inf") else ""

    @property
    def label(self):
        return f"{self.pair.name}{' ~' if self.noisy else ''}"

    @property
    def copy_ratio(self):
        """What the copies beside the two sides say of the same ratio."""
        return self.copy("over") / self.copy("under")


def line(result):
    """A result on one line, for who is watching."""
    m = Measured(result)
    why = "; ".join(told["failed"] for told in m.told.values() if "failed" in told)
    return f"{m.pair.family}: {m.pair.name}: {' '.join(m.cells) if m.rounds else why}"


def of_family(measured, family):
    return [m for m in measured if m.pair.family == family and m.rounds]


def ratios(measured, family):
    """The family as a table; of threads, beside what the copy gains."""
    beside = ["the copy is"] if family == pairs.THREADS else []
    rows = [
        (m.label, *m.cells, *(f"{m.copy_ratio:.2f}" for _ in beside), m.wanted)
        for m in of_family(measured, family)
    ]
    times = HEADS[family]
    return table(["pair", *times[:2], f"{times[2]} (IQR)", *beside, "expected"], rows)


def added(m):
    """Microseconds that Python adds to a kernel, in the median round."""
    over, under = m.kept("over"), m.kept("under")
    return stats.median([over[k][0] - under[k][0] for k in over.keys() & under.keys()])


def small(measured):
    rows = [
        (
            m.label,
            number(m.us("under")),
            f"at most {targets.ROW_US[m.pair.under.point.kind]:g}",
            number(m.us("over")),
            f"{added(m):.2f}",
            f"at most {targets.CALL_US:g}",
        )
        for m in of_family(measured, pairs.SMALL)
    ]
    head = ["call", "kernel us", "expected", "call us", "Python adds us", "expected"]
    return table(head, rows)


def models(measured):
    """Each kernel of each model, and the model: its calls together."""
    rows = []
    for model, calls in by_model(measured).items():
        rows += [(model, f"{m.pair.count} x {m.label}", *m.cells, "") for m in calls]
        over, under = totals(calls)
        rows.append(
            (
                model,
                "**together**",
                f"{over / 1e3:.1f} ms",
                f"{under / 1e3:.1f} ms",
                f"**{over / under:.2f}**",
                f"at least {MODEL_GAIN:g}",
            )
        )
    head = ["model", "calls", "linalg us", "ours us", "times as fast (IQR)", "expected"]
    return table(head, rows)


def by_model(measured):
    found = {}
    for m in of_family(measured, pairs.MODELS):
        found.setdefault(m.pair.model, []).append(m)
    return found


def totals(calls):
    """Microseconds of all calls of a model: through linalg, and ours."""
    return [sum(m.pair.count * m.us(name) for m in calls) for name in ("over", "under")]


def anatomy(found):
    rows = [
        (
            Point.of(d["point"]).label,
            *(d[word] for word in ("kernels", "reads", "writes", "copies")),
            f"{d['moved'] / MIB:.1f}",
            f"{d['wanted'] / MIB:.1f}",
        )
        for d in found
    ]
    arrays = ["whole arrays read", "written", "copied"]
    return table(["call", "kernels", *arrays, "MiB moved", "MiB that must"], rows)


def compiling(found):
    seconds, cpu, memory = map(sorted, zip(*found["ops"].values(), strict=True))
    rows = [
        (
            f"one op, median of {len(seconds)}",
            f"{1e3 * stats.median(seconds):.0f} (worst {1e3 * seconds[-1]:.0f})",
            f"{1e3 * stats.median(cpu):.0f}",
            f"{stats.median(memory) / MIB:.0f}",
            f"{1e3 * targets.OP_SECONDS:.0f}",
        )
    ]
    wanted = {"equal": targets.EQUAL_SECONDS, "different": targets.DIFFERENT_SECONDS}
    names = {"equal": f"of {len(seconds)} kinds", "different": "different ones"}
    for name, limit in wanted.items():
        rows += [
            (
                f"{count} {names[name]}",
                f"{1e3 * seconds:.0f}",
                f"{1e3 * cpu:.0f}",
                f"{memory / MIB:.0f}",
                f"{1e3 * limit:.0f}" if count == found[name][-1][0] else "",
            )
            for count, seconds, cpu, memory in found[name]
        ]
    start = f"{1e3 * found['start'][0]:.0f} ms and {found['start'][2] / MIB:.0f} MiB"
    head = ["a module of", "ms", "ms of processors", "MiB", "expected ms at most"]
    return [*table(head, rows), f"Above start-up, which is {start}.", ""]


def short_pairs(measured):
    for m in measured:
        if not m.rounds:
            continue
        name = f"{m.pair.family}, {m.pair.name}"
        if m.pair.family == pairs.SMALL:
            yield from short_row(m, name)
        elif not m.pair.least <= m.ratio <= m.pair.most:
            yield f"{name}: {m.ratio:.2f}, expected {m.wanted}"
    for model, calls in by_model(measured).items():
        over, under = totals(calls)
        if over / under < MODEL_GAIN:
            yield f"{model}: {over / under:.2f} times as fast, expected {MODEL_GAIN:g}"


def short_row(m, name):
    limit = targets.ROW_US[m.pair.under.point.kind]
    if m.us("under") > limit:
        yield f"{name}: kernel of {m.us('under'):.2f} us, expected {limit:g}"
    if added(m) > targets.CALL_US:
        yield f"{name}: Python adds {added(m):.1f} us, expected {targets.CALL_US:g}"


def short_anatomy(found):
    for d in found:
        parameters = d["moved"] - d["wanted"]
        # Parameters and what there is one of per row are less than a hundredth.
        if d["kernels"] > 1 or d["copies"] or parameters > d["wanted"] / 100:
            moved = f"{d['moved'] / d['wanted']:.2f} of the bytes that must move"
            yield f"{Point.of(d['point']).label}: {d['kernels']} kernels, {moved}"


def short_compiling(found):
    for op, (seconds, _, _) in found["ops"].items():
        if seconds > targets.OP_SECONDS:
            yield f"compiling {op.split(' ')[0]} (`{op}`): {1e3 * seconds:.0f} ms"
    wanted = {"equal": targets.EQUAL_SECONDS, "different": targets.DIFFERENT_SECONDS}
    for name, limit in wanted.items():
        count, seconds, _, _ = found[name][-1]
        if seconds > limit:
            yield f"compiling {count} {name} ones: {seconds:.1f} s, expected {limit:g}"
    for (less, *_, before), (more, *_, after) in zip(found["different"], found["different"][1:]):
        if after / before > targets.MEMORY_GROWTH * more / less / 2:
            yield f"memory of {more} different ones: {after / before:.1f} times that of {less}"


def failed(measured):
    rows = [
        (f"{m.pair.family}, {m.pair.name}", side, told["failed"].replace("|", "/"))
        for m in measured
        for side, told in m.told.items()
        if "failed" in told
    ]
    return ["### Pairs that failed", "", *table(["pair", "side", "what"], rows)] if rows else []


def tables(document):
    """All of it."""
    # A pair that is no longer measured is in files of before.
    known = (r for r in document["pairs"] if (r["family"], r["name"]) in pairs.NAMED_PAIRS)
    measured = [Measured(result) for result in known]
    anatomies, compiled = document["anatomy"], document["compiling"]
    shortfalls = [*short_pairs(measured), *short_anatomy(anatomies)]
    shortfalls += short_compiling(compiled) if compiled else []
    lines = ["### Pairs short of a target", ""]
    lines += [*(f"* {words}" for words in shortfalls or ["none"]), ""]
    for family in dict.fromkeys(m.pair.family for m in measured if m.rounds):
        own = {pairs.SMALL: small, pairs.MODELS: models}.get(family)
        rows = own(measured) if own else ratios(measured, family)
        lines += [f"### {family}", "", *rows]
    lines += ["### What fused calls move", "", *anatomy(anatomies)]
    lines += ["### Compiling", "", *compiling(compiled)] if compiled else []
    return "\n".join([*lines, *failed(measured)])
