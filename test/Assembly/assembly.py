"""Reads a kernel's innermost loops: what they execute, for how many elements.

LLVM writes down next to a block which loop it belongs to and which block of
the IR it was, and next to an instruction whether it spills.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

ACCESS = re.compile(
    r"(?:load|store) <(\d+) x (i32)?|@llvm\.masked\.(?:load|store|gather|scatter)\.v(\d+)"
)
ADDRESS = re.compile(r"(%\S+) = (?:getelementptr|select|freeze).*?ptr (%[^\s,]+)")
POINTER = re.compile(r"ptr (?:align \d+ )?(%[^\s,]+)")


@dataclass
class Loop:
    is_innermost: bool = False
    # Of one iteration.
    elements: int = 0
    counts: Counter = field(default_factory=Counter)
    blocks: list = field(default_factory=list)


def elements_by_block(ir):
    """Per block and object in memory, the elements that vectors read or write."""
    base, found, block = {}, defaultdict(Counter), None
    for line in ir.splitlines():
        if label := re.match(r"([\w.-]+):", line):
            block = label[1]
        if address := ADDRESS.search(line):
            base[address[1]] = address[2]
        if access := ACCESS.search(line):
            pointer = POINTER.search(line)
            root = pointer[1] if pointer else line
            while root in base:
                root = base[root]
            # A word holds two elements of bf16.
            found[block][root] += int(access[1] or access[3]) * (2 if access[2] else 1)
    return found


def instructions(target, lines):
    """Mnemonic, operands and comment of each instruction."""
    for line in lines:
        code, _, comment = line.partition(target.comment)
        if code.startswith("\t") and not code.startswith("\t.") and code.strip():
            mnemonic, _, operands = code.strip().partition("\t")
            yield mnemonic, operands, comment


def count(target, lines):
    counts = Counter()
    for mnemonic, operands, comment in instructions(target, lines):
        counts["instructions"] += 1
        counts.update(target.kinds(mnemonic, operands))
        counts["calls"] += "TAILCALL" in comment
        counts["spills"] += "Spill" in comment or "Reload" in comment
    return counts


def blocks(target, assembly):
    """Blocks of all functions: their lines, the first of which names it."""
    block = []
    for line in assembly.splitlines():
        if re.match(rf"\.LBB\d+_\d+:|\s*{target.comment} %bb\.\d+:|\w+:", line):
            yield block
            block = []
        block.append(line)
    yield block


def read_loops(target, assembly):
    """Loops by the label of their header."""
    loops = defaultdict(Loop)
    for block in blocks(target, assembly):
        text = "\n".join(block)
        is_header = "Inner Loop Header" in text
        pattern = r"\.L(BB\d+_\d+)" if is_header else r"in Loop: Header=(BB\d+_\d+)"
        if found := re.search(pattern, text):
            loop = loops[found[1]]
            loop.is_innermost |= is_header
            loop.counts += count(target, block)
            loop.blocks += re.findall(rf"{target.comment} %([\w.-]+)", block[0])
    return loops


def innermost_loops(target, assembly, ir):
    elements = elements_by_block(ir)
    inner = [x for x in read_loops(target, assembly).values() if x.is_innermost]
    for loop in inner:
        seen = sum((elements[name] for name in set(loop.blocks)), Counter())
        loop.elements = max(seen.values(), default=0)
    return inner
