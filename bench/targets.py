"""What the measurements ought to say, and where they do not."""

from bench import kinds, stats

# From this size of a buffer on, streaming stores win: the copy's rate is the mark.
STREAMED_BYTES = 3 << 19
# Of the streaming copy's rate, by kind; long_rows and rows that leave the cache apart.
COPY_RATE = {
    "rms_norm": 0.97,
    "add_rms_norm": 0.97,
    "batch_norm": 0.97,
    "dyt": 0.97,
    "layer_norm": 0.97,
    "l1_norm": 0.95,
    "l2_norm": 0.95,
    "softmax": 0.95,
    "masked_softmax": 0.95,
    "log_softmax": 0.95,
    "group_norm": 0.85,
    "instance_norm": 0.85,
}
LONG_ROW, LONG_ROW_RATE = 2048, 0.95
STRIDED_RATE, NARROW_SOFTMAX_RATE = 0.95, 0.85

# Of the best peer's rate at a point, with one thread: 5 % are noise.
BEHIND = 1 / 1.05
# How far ahead in the geometric mean, by threads: of the best peer of each point ...
AHEAD = {1: 1.6, 2: 1.5}
# ... and with one thread of single ones.
AHEAD_OF = {"torch": 3.0, "inductor": 2.5, "onednn": 2.0, "onednn32": 2.0}

# In cache, with one thread: 10^9 elements a second, and microseconds of the kernel.
ELEMENTS = {"23": 3.0, "25": 4.0}
KERNEL_US = {"1": 0.65}
CALL_US = 3.0
# A call shorter than this is mostly what Python adds to it.
SHORT_US = 5.0

# One row of 4,096 in cache: microseconds of the kernel.
ROW_US = {"rms_norm": 0.65, "layer_norm": 1.0, "softmax": 1.3}

# Compiling, above start-up: one op, and a thousand of twenty kinds or all different.
OP_SECONDS, EQUAL_SECONDS, DIFFERENT_SECONDS = 0.06, 4.0, 40.0
# Memory of twice as many over that of as many: 2 is linear.
MEMORY_GROWTH = 2.2

# T = 2 over T = 1.
IN_CACHE_GAIN, MEMORY_GAIN = 1.8, 1.6


def streamed(point):
    return kinds.of(point).moved(point) // 2 >= STREAMED_BYTES


def copy_rate(point, threads, l2):
    """The least rate in units of the streaming copy's; None where nothing is said."""
    rate = COPY_RATE.get(point.kind)
    if rate is None or not streamed(point):
        return None
    row = point.shape[point.dim]
    if point.kind == "layer_norm":
        if point.dim >= 0:
            return STRIDED_RATE
        return LONG_ROW_RATE if row > LONG_ROW else rate
    if "softmax" in point.kind:
        if point.dtype == "bf16":
            return NARROW_SOFTMAX_RATE if threads > 1 else None
        return rate if 4 * row <= l2 else None
    return rate


def of_point(m, l2):
    """What a point falls short of, in words."""
    rate, wanted = m.copy_rate("ours"), copy_rate(m.point, m.threads, l2)
    if wanted and rate < wanted:
        yield f"{rate:.2f} of the copy's rate, expected {wanted:.2f}"
    if m.threads > 1:
        return
    peer = m.best_peer
    if peer and m.lead(peer) < BEHIND:
        yield f"{m.lead(peer):.2f} times {peer}'s rate, expected {BEHIND:.2f}"
    elements = m.point.elements / m.us("ours") / 1e3
    if elements < ELEMENTS.get(m.point.name, 0):
        yield f"{elements:.1f} Gelt/s, expected {ELEMENTS[m.point.name]}"
    if m.kernel_us is None:
        return
    if m.kernel_us > KERNEL_US.get(m.point.name, m.kernel_us):
        yield f"kernel of {m.kernel_us:.2f} us, expected {KERNEL_US[m.point.name]}"
    added = m.us("ours") - m.kernel_us
    if m.kernel_us < SHORT_US and added > CALL_US:
        yield f"Python adds {added:.1f} us, expected {CALL_US}"


def of_threads(one, two):
    """What the second thread falls short of, in words."""
    gain = one.us("ours") / two.us("ours")
    wanted = MEMORY_GAIN if streamed(one.point) else IN_CACHE_GAIN
    # A single row: any gain will do.
    if one.point.elements == one.point.shape[-1]:
        wanted = 1.0
    if gain < wanted:
        yield f"{gain:.2f} times as fast as with one thread, expected {wanted}"


def of_means(measured, threads):
    """What the geometric means fall short of, in words."""
    ahead = stats.geometric_mean([m.lead(m.best_peer) for m in measured if m.best_peer])
    if ahead < AHEAD[threads]:
        yield f"{ahead:.2f} times the best peer in the mean, expected {AHEAD[threads]}"
    for peer, wanted in AHEAD_OF.items() if threads == 1 else ():
        ahead = stats.geometric_mean([m.lead(peer) for m in measured if peer in m.names])
        if ahead < wanted:
            yield f"{ahead:.2f} times {peer} in the mean, expected {wanted}"


def shortfalls(measured, l2):
    """(point or None for the mean, threads, words) of everything that falls short."""
    ours = [m for m in measured if "ours" in m.names]
    single = {m.point.name: m for m in ours if m.threads == 1}
    for m in ours:
        yield from ((m.point, m.threads, words) for words in of_point(m, l2))
        if m.threads == 2 and m.point.name in single:
            words = of_threads(single[m.point.name], m)
            yield from ((m.point, m.threads, text) for text in words)
    for threads in AHEAD:
        group = [m for m in ours if m.threads == threads]
        if any(m.best_peer for m in group):
            yield from ((None, threads, words) for words in of_means(group, threads))
