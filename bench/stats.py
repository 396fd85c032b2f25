"""What raw rounds say: medians of ratios formed within a round, and minima of times."""

import math
import statistics
from itertools import groupby

from bench.points import NAMED

# A round counts if nothing disturbed it and the copy beside it ran at its speed.
COPY_SPREAD = 1.1


def median(values):
    return statistics.median(values) if values else math.nan


def spread(values):
    """Interquartile range in units of the median."""
    if len(values) < 2:
        return 0.0
    low, _, high = statistics.quantiles(values, n=4)
    return (high - low) / median(values)


def geometric_mean(values):
    return statistics.geometric_mean(values) if values else math.nan


class Rounds:
    """Rounds in which each of several names was measured, a copy beside each."""

    def __init__(self, rounds):
        self.rounds = rounds
        self.names = list(dict.fromkeys(name for r in rounds for name in r["calls"]))

    def copy(self, name):
        """The least microseconds of the copy beside it."""
        return min(copy for _, copy in self.every(name).values())

    def every(self, name):
        """{round: (us, us of the copy)}."""
        return {
            k: tuple(r["calls"][name][:2]) for k, r in enumerate(self.rounds) if name in r["calls"]
        }

    def good(self, name):
        """The rounds that count."""
        most = COPY_SPREAD * self.copy(name)
        return {
            k: (us, copy)
            for k, (us, copy) in self.every(name).items()
            if self.rounds[k]["calls"][name][2] and copy <= most
        }

    def kept(self, name):
        """The rounds that count, or all of them where most do not."""
        every, good = self.every(name), self.good(name)
        return good if 2 * len(good) >= len(every) else every

    @property
    def noisy(self):
        every = sum(len(self.every(name)) for name in self.names)
        return 2 * sum(len(self.good(name)) for name in self.names) < every

    def us(self, name):
        return min(us for us, _ in self.every(name).values())

    def to_copy(self, name):
        """Time in units of the streaming copy's."""
        return median([us / copy for us, copy in self.kept(name).values()])

    def copy_rate(self, name):
        """Of the streaming copy's rate."""
        return 1 / self.to_copy(name)

    def ratios(self, over, under):
        """How many times as long `over` took as `under`, round by round."""
        above, below = self.kept(over), self.kept(under)
        both = above.keys() & below.keys()
        if not both:
            above, below = self.every(over), self.every(under)
            both = above.keys() & below.keys()
        return [above[k][0] / below[k][0] for k in both]


class Measured(Rounds):
    """One point at one number of threads."""

    def __init__(self, result):
        super().__init__(result["rounds"])
        self.point, self.threads = NAMED[result["point"]], result["threads"]
        self.told = result["peers"]
        self.names = [name for name in self.told if name in self.names]
        self.plain_us = min(r["plain"] for r in self.rounds)
        self.copy_us = min(map(self.copy, self.names), default=math.nan)

    def copy(self, name):
        """All peers have the same copy beside them."""
        return min(copy for r in self.rounds for _, copy, _ in r["calls"].values())

    def leads(self, peer):
        """How many times as long as ours the peer took, round by round."""
        return self.ratios(peer, "ours")

    def lead(self, peer):
        return median(self.leads(peer))

    @property
    def best_peer(self):
        """The peer that ours leads least; without ours, the fastest one. None without peers."""
        peers = [name for name in self.names if name != "ours"]
        by = self.lead if "ours" in self.names else self.us
        return min(peers, key=by, default=None)

    @property
    def kernel_us(self):
        """Ours without Python; None where it was not measured."""
        return min((r["kernel"][0] for r in self.rounds if r.get("kernel")), default=None)


def merged(documents):
    """The results of several passes as one list, rounds of the same point together."""

    def key(result):
        return result["threads"], list(NAMED).index(result["point"])

    results = sorted((r for d in documents for r in d["results"]), key=key)
    found = []
    for _, same in groupby(results, key):
        same = list(same)
        peers = {name: told for r in same for name, told in r["peers"].items()}
        rounds = [one for r in same for one in r["rounds"]]
        if rounds:
            found.append(Measured({**same[0], "peers": peers, "rounds": rounds}))
    return found
