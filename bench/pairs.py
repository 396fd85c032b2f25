"""Pairs of calls that are measured in the same rounds: `./dev bench --pairs`.

Most are two kernels of ours; what a pair ought to show stands with it.
"""

from dataclasses import dataclass

from bench import driver
from bench.child import Child
from bench.points import BOTH, NAMED, Point


@dataclass(frozen=True)
class Side:
    """One of two calls. Kernels run in a native loop, calls in one of Python."""

    peer: str
    point: Point
    threads: int = 1
    role: str = "kernel"


@dataclass(frozen=True)
class Pair:
    """The time of `over` in units of that of `under`, and the least or most wanted."""

    family: str
    name: str
    over: Side
    under: Side
    least: float = 0.0
    most: float = float("inf")
    # The model that the pair is part of, and its calls in one pass.
    model: str = ""
    count: int = 1

    @property
    def sides(self):
        return {"over": self.over, "under": self.under}


def point(kind, *shape, dtype="f32", **rest):
    return Point("", kind, shape, dtype, BOTH, "", **rest)


THREADS = "The second thread"
SMALL = "One row, in cache"
OWN = "Formulas of one's own"
FUSED = "Fused kernels"
MODELS = "Models"
VECTORS = "AVX2"
STORES = "Stores"

# Two cores share 3 MiB or less in their caches; 64 MiB or more they do not.
IN_CACHE = [
    point("rms_norm", 512, 768),
    NAMED["14"],
    point("softmax", 512, 768),
    point("group_norm", 2, 320, 32, 32, groups=32),
]
FROM_MEMORY = [NAMED["6"], NAMED["20"], point("softmax", 16, 1024, 1024), NAMED["42"]]
LONG_ROWS = [NAMED["31"], point("rms_norm", 1, 1000000)]

ROW = [NAMED["1"], point("layer_norm", 1, 4096), point("softmax", 1, 4096)]

# The normalizers of whole models, with the calls that one pass makes.
OF_MODELS = {
    "GPT-2, 1024 tokens": [
        (25, point("layer_norm", 1024, 768)),
        (12, point("masked_softmax", 12, 1024, 1024)),
    ],
    "BERT-base, 512 tokens": [
        (25, point("layer_norm", 512, 768)),
        (12, point("softmax", 12, 512, 512)),
    ],
    "Llama-3 8B, 2048 tokens": [
        (65, point("rms_norm", 2048, 4096)),
        (32, point("masked_softmax", 32, 2048, 2048)),
    ],
    "ViT-L/16 at 384, 8 images": [
        (49, point("layer_norm", 8 * 577, 1024)),
        (24, point("softmax", 8 * 16, 577, 577)),
    ],
}


def threads(points, least):
    for p in points:
        yield Pair(THREADS, p.label, Side("ours", p), Side("ours", p, 2), least=least)


def small():
    for p in ROW:
        yield Pair(SMALL, p.label, Side("ours", p, role="call"), Side("ours", p))


def against(kind, most, points):
    """`kind` beside the kind of each of `points`, of the same shape."""
    for p in points:
        mine = point(kind, *p.shape)
        name = f"{mine.label} / {p.kind}"
        yield Pair(OWN, name, Side("ours", mine), Side("ours", p), most=most)


def fused():
    for name, least in (("9", 0.97), ("43", 0.85), ("48", 0.0)):
        p = NAMED[name]
        copy = Side("copy", p, role="streaming")
        yield Pair(FUSED, p.label, copy, Side("ours", p), least=least)


def models():
    for model, calls in OF_MODELS.items():
        for count, p in calls:
            sides = Side("upstream", p), Side("ours", p)
            yield Pair(MODELS, p.label, *sides, model=model, count=count)


def vectors():
    for name in ("5", "6", "14", "20", "24", "31"):
        p = NAMED[name]
        yield Pair(VECTORS, p.label, Side("avx2", p), Side("ours", p))


def stores():
    for name in ("5", "6", "14", "20", "42"):
        p = NAMED[name]
        cached, streaming = (
            point(p.kind, *p.shape, groups=p.groups, plan=f"stores = {word}")
            for word in ("cached", "streaming")
        )
        yield Pair(STORES, p.label, Side("ours", cached), Side("ours", streaming))


ALL = [
    *threads(IN_CACHE, 1.8),
    *threads(FROM_MEMORY, 1.6),
    # A single row: any gain will do.
    *threads(LONG_ROWS, 1.0),
    *small(),
    *against("seednorm", 1.15, [NAMED["14"], NAMED["20"]]),
    *against("sink_softmax", 1.1, [NAMED["25"], point("softmax", 16, 1024, 1024)]),
    *fused(),
    *models(),
    *vectors(),
    *stores(),
]



def chosen(words):
    """The pairs of the families in whose names one of the words is. Raises ValueError."""
    found = [p for p in ALL if any(word in p.family.lower() for word in words.lower().split(","))]
    if not found:
        families = ", ".join(dict.fromkeys(pair.family for pair in ALL))
        raise ValueError(f"expects words of {families}, got {words}")
    return found


def of_family(family):
    return [pair for pair in ALL if pair.family == family]


NAMED_PAIRS = {(pair.family, pair.name): pair for pair in ALL}


class Pool:
    """Processes that stay, by what they are and which of two they are."""

    def __init__(self):
        self.children = {}

    def child(self, peer, threads, which):
        """A live one; raises what `Child` does."""
        key = peer, threads, which
        old = self.children.get(key)
        if not old or old.process.poll() is not None:
            self.children[key] = Child(peer, threads)
        return self.children[key]

    def versions(self):
        return {key[0]: child.greeting.get("version", "") for key, child in self.children.items()}

    def close(self):
        for child in self.children.values():
            child.close()


class Prepared:
    """Children that are prepared for some points; equal demands share one."""

    def __init__(self, pool):
        self.pool, self.children, self.told = pool, {}, {}

    def seat(self, side):
        child = self.ready(side.peer, side.point, side.threads)
        copy = self.ready("copy", side.point, side.threads)
        trials = self.told[child].get("trials", {})
        return driver.Seat(child, copy, side.role, trials.get(side.role))

    def ready(self, peer, point, threads):
        key = peer, point, threads
        if key not in self.children:
            which = sum(k[::2] == key[::2] for k in self.children)
            child = self.children[key] = self.pool.child(peer, threads, which)
            self.told[child] = child.greeting if "failed" in child.greeting else {}
            self.told[child] |= child.ask("prepare", point=point.fields)
        return self.children[key]

    def drop(self):
        for child in self.children.values():
            child.ask("drop")


def measure(pair, pool, rounds, budget):
    """What each side said of itself, and the raw rounds; none where one of them failed."""
    prepared = Prepared(pool)
    seats = {name: prepared.seat(side) for name, side in pair.sides.items()}
    told = {name: prepared.told[seat.child] for name, seat in seats.items()}
    found = []
    if all(seat.took for seat in seats.values()):
        calls = driver.Rounds(seats, budget).all(rounds)
        found = [{"calls": both} for both in calls if both.keys() == seats.keys()]
        if not found:
            told["over"]["failed"] = "one of the two died"
    prepared.drop()
    return {"family": pair.family, "name": pair.name, "sides": told, "rounds": found}
