"""The rounds: each peer in turn for a short batch, the streaming copy after each.

    A, copy, B, copy, ...    again, from B on

A round keeps, per peer, its microseconds, those of the copy beside it, and whether
both had their cores to themselves.
"""

from bench import kinds
from bench.child import Child

# A call that is this slow, and so many times slower than another peer's, is
# measured in two rounds only.
SLOW_SECONDS, SLOW_FACTOR = 0.1, 6

# What a process may hold of a point at once, in units of the bytes it moves.
FOOTPRINT = 3
PROCESS_BYTES = 300 << 20


def free_memory():
    with open("/proc/meminfo") as info:
        fields = dict(line.split(":") for line in info)
    return int(fields["MemAvailable"].split()[0]) << 10


def groups(point, names, free):
    """Peers that fit into memory together; ours is in every group."""
    moved = kinds.of(point).moved(point)
    fit = int(0.7 * free // (FOOTPRINT * moved + PROCESS_BYTES))
    first, others = [n for n in names if n == "ours"], [n for n in names if n != "ours"]
    size = max(1, fit - len(first) - 1)
    return [first + others[k : k + size] for k in range(0, max(1, len(others)), size)]


class Rounds:
    """The rounds of one point with the children that are prepared for it."""

    def __init__(self, children, answers, budget):
        self.children, self.budget = children, budget
        self.live = [name for name, told in answers.items() if "trials" in told and name != "copy"]
        self.kernel = "kernel" in answers.get("ours", {}).get("trials", {})
        calls = {name: answers[name]["trials"]["call"] for name in self.live}
        fastest = min(calls.values(), default=0)
        self.slow = {
            name
            for name, took in calls.items()
            if took > SLOW_SECONDS and took > SLOW_FACTOR * fastest
        }

    def batch(self, name, role):
        warm = name not in self.slow
        return self.children[name].ask("batch", role=role, budget=self.budget, warm=warm)

    def sample(self, name, role="call"):
        """[us, us of the copy beside it, undisturbed], or None if the peer failed."""
        call = self.batch(name, role)
        copy = self.batch("copy", "streaming")
        if "failed" in call or "failed" in copy:
            return None
        return [call["us"], copy["us"], call["clean"] and copy["clean"]]

    def one(self, number, last):
        """One round; who begins changes from round to round."""
        turn = number % max(1, len(self.live))
        order = self.live[turn:] + self.live[:turn]
        found = {"plain": self.batch("copy", "plain")["us"], "calls": {}}
        for name in order:
            if name in self.slow and number not in (0, last):
                continue
            sample = self.sample(name)
            if sample:
                found["calls"][name] = sample
        if self.kernel:
            found["kernel"] = self.sample("ours", "kernel")
        return found


def revive(children, threads):
    for name, child in children.items():
        if child.process.poll() is not None:
            children[name] = Child(name, threads)


def measure(point, threads, children, rounds, budget):
    """The result of one point: what each peer said of itself, and the raw rounds."""
    told, found = {}, []
    names = [name for name in children if name != "copy"]
    for group in groups(point, names, free_memory()):
        revive(children, threads)
        asked = {name: children[name] for name in ["copy", *group]}
        answers = {name: c.ask("prepare", point=point.name) for name, c in asked.items()}
        told.update({name: said for name, said in answers.items() if name != "copy"})
        series = Rounds(asked, answers, budget)
        found += [series.one(k, rounds - 1) for k in range(rounds)]
        for child in asked.values():
            child.ask("drop")
    return {"point": point.name, "threads": threads, "peers": told, "rounds": found}
