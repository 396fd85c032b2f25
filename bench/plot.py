"""A picture of it, where matplotlib is: `python -m bench.plot ROUNDS.json OUT.svg`."""

import json
import sys

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

from bench import stats  # noqa: E402

# Rates below the picture are drawn on its edge.
LOWEST, HIGHEST = 2**-6, 4


def seen(rates):
    return [rate and max(rate, LOWEST) for rate in rates]


def panel(axes, measured):
    threads = measured[0].threads
    places = range(len(measured))
    axes.axhline(1, color="0.6", linewidth=0.8)
    plain = [m.copy_us / m.plain_us for m in measured]
    axes.plot(places, plain, "_", color="0.5", label="plain copy", markersize=9)
    for place, m in zip(places, measured, strict=True):
        others = [m.copy_rate(name) for name in m.names if name not in ("ours", m.best_peer)]
        axes.plot([place] * len(others), seen(others), ".", color="0.8", zorder=1)
    best = [m.copy_rate(m.best_peer) if m.best_peer else None for m in measured]
    axes.plot(places, seen(best), "o", color="tab:orange", fillstyle="none", label="best peer")
    ours = [m.copy_rate("ours") if "ours" in m.names else None for m in measured]
    axes.plot(places, seen(ours), "o", color="tab:blue", label="norm")
    axes.set_yscale("log", base=2)
    axes.yaxis.set_major_formatter("{x:g}")
    axes.set_ylim(LOWEST / 1.2, HIGHEST)
    axes.set_xlim(-1, len(measured))
    names = [f"{m.point.name} {m.point.label}" for m in measured]
    axes.set_xticks(places, names, rotation=90, fontsize=6)
    axes.set_ylabel("rate / streaming copy's rate")
    axes.set_title(f"T = {threads}", loc="left")
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, fontsize=7, frameon=False)


def main(source, target):
    # The same measurement gives the same file.
    matplotlib.rcParams["svg.hashsalt"] = "norm"
    with open(source) as lines:
        measured = stats.merged([json.load(lines)])
    threads = sorted({m.threads for m in measured})
    figure, axes = pyplot.subplots(len(threads), figsize=(11, 5 * len(threads)), squeeze=False)
    for row, t in zip(axes[:, 0], threads, strict=True):
        panel(row, [m for m in measured if m.threads == t])
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
