"""Markdown of measured points."""

import math
from collections import defaultdict

from bench import peers, stats, targets

MIB = 1 << 20


def number(us):
    return f"{us:.2f}" if us < 10 else f"{us:.1f}" if us < 100 else f"{us:.0f}"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(map(str, line))} |" for line in lines] + [""]


def label(m):
    return f"{m.point.name}{' ~' if m.noisy else ''}", m.point.label


def columns(measured):
    named = {name for m in measured for name in m.told}
    return [name for name in peers.ROOMS if name in named]


def cell(m, name):
    if name not in m.names:
        return "wrong" if m.told.get(name, {}).get("wrong") else "-"
    text = f"{number(m.us(name))} ({m.to_copy(name):.2f})"
    return f"**{text}**" if m.us(name) == min(map(m.us, m.names)) else text


def everybody(measured):
    """Every peer at every point."""
    names = columns(measured)
    rows = [
        (*label(m), number(m.copy_us), number(m.plain_us), *(cell(m, name) for name in names))
        for m in measured
    ]
    return table(["#", "point", "copy", "plain copy", *names], rows)


def against(m):
    """Ours beside the peer it leads least."""
    peer = m.best_peer
    if not peer:
        return ["", "", ""]
    lead = f"{m.lead(peer):.2f} ({100 * stats.spread(m.leads(peer)):.0f} %)"
    return [f"{peer} ({m.told[peer]['form']})", number(m.us(peer)), lead]


def ours(measured):
    rows = []
    for m in measured:
        if "ours" not in m.names:
            continue
        us = m.us("ours")
        kernel = "" if m.kernel_us is None else number(m.kernel_us)
        speed, plain = f"{m.point.elements / us / 1e3:.2f}", f"{m.plain_us / us:.2f}"
        rate = f"{m.copy_rate('ours'):.2f}"
        rows.append((*label(m), number(us), kernel, speed, rate, plain, *against(m)))
    head = ["#", "point", "us", "kernel us", "Gelt/s", "of the copy", "of the plain copy"]
    return table([*head, "best peer (form)", "its us", "its time / ours (IQR)"], rows)


def means(measured):
    """Geometric means of the peers' times over ours, by threads."""
    groups = {t: [m for m in measured if m.threads == t] for t in {m.threads for m in measured}}
    rows = []
    for name in ["the best of each point", *columns(measured)]:
        row = [name]
        for group in groups.values():
            leads = [
                m.lead(peer)
                for m in group
                for peer in [m.best_peer if name.startswith("the ") else name]
                if "ours" in m.names and peer in m.names
            ]
            row.append(f"{stats.geometric_mean(leads):.2f} ({len(leads)})" if leads else "-")
        if name != "ours":
            rows.append(row)
    return table(["peer", *(f"T = {threads}" for threads in groups)], rows)


def short(measured, l2):
    if not any("ours" in m.names for m in measured):
        return ["Ours was not measured.", ""]
    found = list(targets.shortfalls(measured, l2))
    if not found:
        return ["Every target is met.", ""]
    lines = [
        f"* {f'{point.name} {point.label}' if point else 'all points'}, T = {threads}: {words}"
        for point, threads, words in found
    ]
    return [*lines, ""]


def remarks(measured):
    """What peers could not do, or did wrongly: one row per peer and reason."""
    points = defaultdict(dict)
    for m in measured:
        for name, told in m.told.items():
            for words in [told["failed"]] if "failed" in told else told.get("notes", []):
                points[name, words.replace("|", "/")][m.point.name] = None
    rows = [
        (name, ", ".join(found), words)
        for (name, words), found in sorted(points.items(), key=lambda item: item[0])
    ]
    return table(["peer", "points", "what"], rows)


def compile_times(measured):
    rows = []
    for name in columns(measured):
        told = [m.told[name] for m in measured if name in m.names]
        times = sorted(t["compile_ms"] for t in told if t.get("compile_ms"))
        if times:
            rows.append((name, *(number(t) for t in (times[0], stats.median(times), times[-1]))))
    return table(["peer", "least ms", "median", "most"], rows)


def copies(measured):
    """Copy rates by size of a buffer: what the machine gave while all this ran."""
    found = defaultdict(list)
    for m in measured:
        moved = targets.kinds.of(m.point).moved(m.point)
        size = 2 ** round(math.log2(moved / 2))
        found[m.threads, size].append((moved / m.copy_us / 1e3, moved / m.plain_us / 1e3))
    rows = [
        (threads, f"{size / MIB:g}", *(f"{max(rates):.1f}" for rates in zip(*both, strict=True)))
        for (threads, size), both in sorted(found.items())
    ]
    return table(["T", "MiB a buffer, about", "streaming GB/s", "plain GB/s"], rows)


def tables(measured, l2):
    """All of it, in short first."""
    lines = ["### Geometric means of their times over ours (points)", "", *means(measured)]
    lines += ["### Short of a target", "", *short(measured, l2)]
    for threads in sorted({m.threads for m in measured}):
        group = [m for m in measured if m.threads == threads]
        lines += [f"### Ours, T = {threads}", "", *ours(group)]
        lines += [f"### Everybody, T = {threads}", "", *everybody(group)]
    lines += ["### The copy", "", *copies(measured)]
    lines += ["### Compile times", "", *compile_times(measured)]
    if any(told.get("notes") or "failed" in told for m in measured for told in m.told.values()):
        lines += ["### Wrong or unsupported", "", *remarks(measured)]
    return "\n".join(lines)
