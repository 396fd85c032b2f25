"""The rounds: each peer in turn for a short batch, the streaming copy after each.

    A, copy, B, copy, ...    again, from B on

A round keeps, per peer, its microseconds, those of the copy beside it, and whether
both had their cores to themselves.
"""

import time
from dataclasses import dataclass

from bench import kinds
from bench.child import Child

# A call that is this slow, and so many times slower than another peer's, is
# measured in the first rounds only.
SLOW_SECONDS, SLOW_FACTOR, SLOW_ROUNDS = 0.1, 6, 2
# Rounds of a point end after so many seconds, once there are the fewest.
POINT_SECONDS, FEWEST_ROUNDS = 15, 5

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


@dataclass
class Seat:
    """Who is asked, for what, which copy runs beside it, and the seconds of one call."""

    child: Child
    copy: Child
    role: str
    took: float


class Rounds:
    """The rounds of seats, by name, that are prepared for a point."""

    def __init__(self, seats, budget):
        self.seats, self.budget = seats, budget
        fastest = min((seat.took for seat in seats.values()), default=0)
        self.slow = {
            name
            for name, seat in seats.items()
            if seat.took > SLOW_SECONDS and seat.took > SLOW_FACTOR * fastest
        }

    def batch(self, child, role, warm=True):
        return child.ask("batch", role=role, budget=self.budget, warm=warm)

    def sample(self, seat, warm=True):
        """[us, us of the copy beside it, undisturbed], or None if the peer failed."""
        call = self.batch(seat.child, seat.role, warm)
        copy = self.batch(seat.copy, "streaming")
        if "failed" in call or "failed" in copy:
            return None
        return [call["us"], copy["us"], call["clean"] and copy["clean"]]

    def one(self, number):
        """One round by name; who begins changes from round to round."""
        names = list(self.seats)
        turn = number % max(1, len(names))
        found = {}
        for name in names[turn:] + names[:turn]:
            if name in self.slow and number >= SLOW_ROUNDS:
                continue
            sample = self.sample(self.seats[name], name not in self.slow)
            if sample:
                found[name] = sample
        return found

    def all(self, most, one=None, seconds=POINT_SECONDS):
        """Up to `most` rounds, each as `one` makes it; fewer where they take longer."""
        one, start, found = one or self.one, time.monotonic(), []
        while len(found) < most:
            if len(found) >= FEWEST_ROUNDS and time.monotonic() - start > seconds:
                break
            found.append(one(len(found)))
        return found


def revive(children, threads):
    for name, child in children.items():
        if child.process.poll() is not None:
            children[name] = Child(name, threads)


def rounds_of(asked, answers, budget, most, seconds):
    """Rounds of one call of each, the plain copy and ours from a native loop beside them."""
    copy = asked["copy"]
    trials = {name: answers[name]["trials"] for name in asked if "trials" in answers[name]}
    seats = {
        name: Seat(asked[name], copy, "call", of["call"])
        for name, of in trials.items()
        if name != "copy"
    }
    kernel = trials.get("ours", {}).get("kernel")
    series = Rounds(seats, budget)

    def one(number):
        found = {"plain": series.batch(copy, "plain")["us"], "calls": series.one(number)}
        if kernel:
            found["kernel"] = series.sample(Seat(asked["ours"], copy, "kernel", kernel))
        return found

    return series.all(most, one, seconds)


def measure(point, threads, children, rounds, budget):
    """The result of one point: what each peer said of itself, and the raw rounds."""
    start, told, found = time.monotonic(), {}, []
    names = [name for name in children if name != "copy"]
    together = groups(point, names, free_memory())
    for group in together:
        revive(children, threads)
        asked = {name: children[name] for name in ["copy", *group]}
        answers = {name: c.ask("prepare", point=point.fields) for name, c in asked.items()}
        told.update({name: said for name, said in answers.items() if name != "copy"})
        found += rounds_of(asked, answers, budget, rounds, POINT_SECONDS / len(together))
        for child in asked.values():
            child.ask("drop")
    seconds = time.monotonic() - start
    return {
        "point": point.name,
        "threads": threads,
        "seconds": seconds,
        "peers": told,
        "rounds": found,
    }
