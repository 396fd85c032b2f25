"""Every ```mlir block of the manuals is a program that norm-opt accepts and
prints again unchanged.

manual.py NORM_OPT FILE.md...
"""

import re
import subprocess
import sys
from pathlib import Path


def reprint(norm_opt, text):
    return subprocess.run([norm_opt], input=text, text=True, capture_output=True)


def check(norm_opt, text):
    first = reprint(norm_opt, text)
    if first.returncode:
        return first.stderr
    second = reprint(norm_opt, first.stdout)
    if second.stdout != first.stdout:
        return second.stderr or "expects the second print to equal the first"
    return None


def main(norm_opt, *pages):
    examples = failures = 0
    for page in pages:
        text = Path(page).read_text()
        for block in re.finditer(r"^```mlir\n(.*?)^```", text, re.M | re.S):
            examples += 1
            complaint = check(norm_opt, block[1])
            if complaint:
                failures += 1
                line = text.count("\n", 0, block.start()) + 1
                print(f"{page}:{line}: {complaint}")
    print(f"{examples} examples, {failures} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
