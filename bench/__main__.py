"""The command line of `./dev bench`."""

import argparse
import datetime
import json
import subprocess
import sys
from pathlib import Path

from bench import child, driver, machine, page, peers, points, report, stats
from bench.native import FOLDER, ROOT

ROUNDS, QUICK_ROUNDS = 12, 3
BATCH_SECONDS = 0.008


def parsed():
    parser = argparse.ArgumentParser(
        prog="./dev bench", description="Whole calls beside the copy and beside every peer."
    )
    parser.add_argument("points", nargs="?", help="such as 1,5-9,41b; default: all 48")
    parser.add_argument("--threads", default="1,2", metavar="1,2", help="numbers of threads")
    parser.add_argument("--only", metavar="PEERS", help=f"some of {','.join(peers.ROOMS)}")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"rounds of a point ({ROUNDS})")
    parser.add_argument("--quick", action="store_true", help="few points, 3 rounds")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="raw rounds (build/bench/rounds.json)"
    )
    parser.add_argument(
        "--report", metavar="FILES", help="measure nothing: tables of such files, merged"
    )
    parser.add_argument("--write", action="store_true", help="also docs/Performance.md")
    options = parser.parse_args()
    try:
        default = points.QUICK if options.quick else points.ALL
        options.chosen = points.chosen(options.points) if options.points else default
        options.threads = [int(t) for t in options.threads.split(",")]
        options.names = options.only.split(",") if options.only else list(peers.ROOMS)
        if unknown := set(options.names) - peers.ROOMS.keys():
            raise ValueError(f"expects some of {','.join(peers.ROOMS)}, got {','.join(unknown)}")
    except ValueError as error:
        parser.error(str(error))
    options.rounds = options.rounds or (QUICK_ROUNDS if options.quick else ROUNDS)
    options.json = options.json or FOLDER / "rounds.json"
    return options


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


def measured(options):
    """Runs everything; the file is whole after every point."""
    document = {
        "date": datetime.date.today().isoformat(),
        "machine": machine.describe(),
        "versions": {},
        "missing": {},
        "results": [],
    }
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
                print(line(result), flush=True)
                save(document, options.json)
        for c in children.values():
            c.close()
    return document


def draw(source, target):
    """The plot, where some Python has matplotlib."""
    python = child.PEERS_PYTHON if child.PEERS_PYTHON.exists() else sys.executable
    done = subprocess.run([python, "-m", "bench.plot", source, target], cwd=ROOT)
    if done.returncode:
        print("no plot: expects matplotlib, as ./dev bench --peers installs it")
    return done.returncode == 0


def main():
    options = parsed()
    if options.report:
        documents = [json.loads(Path(name).read_text()) for name in options.report.split(",")]
        document = {**documents[-1], "results": [r for d in documents for r in d["results"]]}
        save(document, FOLDER / "merged.json")
        options.json = FOLDER / "merged.json"
    else:
        document = measured(options)
    if not document["results"]:
        return 1
    folder = ROOT / "docs" if options.write else FOLDER
    drawn = draw(options.json.resolve(), folder / "Performance.svg")
    text = page.text(document, stats.merged([document]), "Performance.svg" if drawn else None)
    (folder / "Performance.md").write_text(text)
    print(f"\n{text}\nWritten to {folder / 'Performance.md'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
