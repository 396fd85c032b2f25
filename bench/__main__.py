"""The command line of `./dev bench`."""

import argparse
import datetime
import json
import subprocess
import sys
import time
from pathlib import Path

from bench import (
    anatomy,
    child,
    compiling,
    driver,
    machine,
    page,
    pair_report,
    pairs,
    peers,
    points,
    report,
    stats,
)
from bench.native import FOLDER, ROOT

ROUNDS, QUICK_ROUNDS = 12, 3
BATCH_SECONDS = 0.008
# The last whole measurements, and the last part of one.
POINTS_FILE, PAIRS_FILE, PART_FILE = (
    (FOLDER / name).relative_to(ROOT) for name in ("rounds.json", "pairs.json", "part.json")
)


def parsed():
    parser = argparse.ArgumentParser(
        prog="./dev bench", description="Whole calls beside the copy and beside every peer."
    )
    parser.add_argument(
        "points", nargs="?", help="such as 1,5-9,41b; default: all 48; of pairs, words of headings"
    )
    parser.add_argument("--threads", default="1,2", metavar="1,2", help="numbers of threads")
    parser.add_argument("--only", metavar="PEERS", help=f"some of {','.join(peers.ROOMS)}")
    parser.add_argument("--pairs", action="store_true", help="instead: ours beside ours, compiling")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"at most ({ROUNDS})")
    parser.add_argument("--quick", action="store_true", help="few points, 3 rounds")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help=f"raw rounds ({POINTS_FILE}, {PAIRS_FILE})"
    )
    parser.add_argument(
        "--report", metavar="FILES", help="measure nothing: tables of such files, merged"
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="docs/Performance.md, or docs/Pairs.md, of these",
    )
    options = parser.parse_args()
    try:
        options.chosen = chosen(options)
        options.threads = [int(t) for t in options.threads.split(",")]
        options.names = options.only.split(",") if options.only else list(peers.ROOMS)
        if unknown := set(options.names) - peers.ROOMS.keys():
            raise ValueError(f"expects some of {','.join(peers.ROOMS)}, got {','.join(unknown)}")
    except ValueError as error:
        parser.error(str(error))
    options.rounds = options.rounds or (QUICK_ROUNDS if options.quick else ROUNDS)
    whole = PAIRS_FILE if options.pairs else POINTS_FILE
    part = options.points or options.quick or options.only
    options.json = options.json or ROOT / (PART_FILE if part else whole)
    return options


def chosen(options):
    """The points, or the pairs, to measure."""
    if options.pairs:
        return pairs.chosen(options.points or "")
    default = points.QUICK if options.quick else points.ALL
    return points.chosen(options.points) if options.points else default


def line(result):
    """A result on one line, for who is watching."""
    m = stats.Measured(result)
    found = [f"{name} {report.cell(m, name).strip('*')}" for name in m.told]
    copy = f"copy {report.number(m.copy_us)} plain {report.number(m.plain_us)}"
    return f"T = {m.threads}  {' '.join(report.label(m))}: {copy}  {'  '.join(found)}"


def save(document, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(document))
    fresh.replace(path)


def begun():
    """What a document has before anything is measured."""
    return {
        "date": datetime.date.today().isoformat(),
        "machine": machine.describe(),
        "versions": {},
        "missing": {},
        "seconds": 0,
    }


def measured(options):
    """Runs everything; the file is whole after every point."""
    document, start = {**begun(), "results": []}, time.monotonic()
    for threads in options.threads:
        children, missing = child.start(["copy", *options.names], threads)
        document["missing"] |= missing
        document["versions"] |= {name: c.greeting["version"] for name, c in children.items()}
        for name, why in missing.items():
            print(f"{name}: {why}", flush=True)
        for point in options.chosen if "copy" in children else ():
            if threads in point.threads:
                result = driver.measure(point, threads, children, options.rounds, BATCH_SECONDS)
                document["results"].append(result)
                document["seconds"] = time.monotonic() - start
                print(line(result), flush=True)
                save(document, options.json)
        for c in children.values():
            c.close()
    return document


def measured_pairs(options):
    """All pairs, what fused calls are made of, and compiling."""
    document, start, pool = {**begun(), "pairs": []}, time.monotonic(), pairs.Pool()
    for pair in options.chosen:
        result = pairs.measure(pair, pool, options.rounds, BATCH_SECONDS)
        document["pairs"].append(result)
        print(pair_report.line(result), flush=True)
    document["versions"] = pool.versions()
    pool.close()
    document["anatomy"] = anatomy.dissected()
    document["compiling"] = None if options.quick or options.points else compiling.measure()
    document["seconds"] = time.monotonic() - start
    save(document, options.json)
    return document


def draw(source, target):
    """The plot, where some Python has matplotlib."""
    python = child.PEERS_PYTHON if child.PEERS_PYTHON.exists() else sys.executable
    done = subprocess.run([python, "-m", "bench.plot", source, target], cwd=ROOT)
    if done.returncode:
        print("no plot: expects matplotlib, as ./dev bench --peers installs it")
    return done.returncode == 0


def merged(names):
    """The points and the pairs of files of both kinds; of a pair, the last ones."""
    documents = [json.loads(Path(name).read_text()) for name in names]
    of_points = together(documents, "results")
    of_pairs = together(documents, "pairs")
    if of_pairs:
        of_pairs["pairs"] = list({(r["family"], r["name"]): r for r in of_pairs["pairs"]}.values())
    return of_points, of_pairs


def together(documents, key):
    """The last document of a kind, with the lists and seconds of all and what it lacks."""
    whole = {}
    for document in documents:
        if key not in document:
            continue
        document[key] = [*whole.get(key, []), *document[key]]
        document["seconds"] += whole.get("seconds", 0)
        whole = {**document, **whole, **{key: value for key, value in document.items() if value}}
    return whole or None


def found(options):
    """The documents of points and of pairs to write about."""
    if options.report:
        return merged(options.report.split(","))
    of_points = None if options.pairs else measured(options)
    of_pairs = measured_pairs(options) if options.pairs else None
    return of_points, of_pairs


def pages(of_points, of_pairs, folder):
    """By file name, what each document has to say."""
    if of_points:
        source = FOLDER / "plotted.json"
        save(of_points, source)
        plot = "Performance.svg" if draw(source, folder / "Performance.svg") else None
        yield "Performance.md", page.of_points(of_points, plot)
    if of_pairs:
        yield "Pairs.md", page.of_pairs(of_pairs)


def main():
    options = parsed()
    of_points, of_pairs = found(options)
    if not of_pairs and not (of_points and of_points["results"]):
        return 1
    folder = ROOT / "docs" if options.write else FOLDER
    for name, text in pages(of_points, of_pairs, folder):
        (folder / name).write_text(text)
        print(f"\n{text}\nWritten to {folder / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
