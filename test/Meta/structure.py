"""The house rules that a machine can check: rooms, budgets, leftovers.

Says what is missing in words, one line each:
LayerNorm: expects test/IR/Ops/LayerNorm/invalid.mlir
"""

import ast
import re
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# The first pattern that fits gives the ceiling, in lines.
BUDGETS = [
    ("CMakeLists.txt", 60),
    ("*CMakeLists.txt", 30),
    ("cmake/*", 40),
    ("include/norm/IR/Ops/*.td", 80),
    ("lib/IR/Ops/*.cpp", 150),
    ("lib/Transforms/*.cpp", 300),
    ("test/*.mlir", 120),
    ("test/*.test", 120),
    ("*", 400),
]
FUNCTION_CEILING = 40
SUFFIXES = set(".h .cpp .td .py .sh .txt .cmake .mlir .test .md".split())
NOT_A_FUNCTION = re.compile(
    r"\s*(namespace|class|struct|extern|if|for|while|switch|do|default|case)\b|\s*}"
)


def missing(path):
    return not (ROOT / path).exists()


def read(path):
    return "" if missing(path) else (ROOT / path).read_text()


def sources():
    for folder in "include lib tools python bench cmake test docs".split():
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in SUFFIXES and not fnmatch(name, "test/Models/*.mlir"):
                yield name, path.read_text()
    yield "CMakeLists.txt", read("CMakeLists.txt")


def cpp_functions(lines):
    """First line and length of each function, by clang-format's indentation:
    from a lone brace back to the nearest line that is indented no deeper.
    """
    for end, line in enumerate(lines):
        if line not in ("}", "  }"):
            continue
        deeper = line[:-1] + " "
        start = end - 1
        while not lines[start] or lines[start].startswith((deeper, "#")):
            start -= 1
        if not NOT_A_FUNCTION.match(lines[start]):
            yield lines[start].strip(), end - start + 1


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def budgets(name, text):
    lines = text.splitlines()
    ceiling = next(limit for pattern, limit in BUDGETS if fnmatch(name, pattern))
    if len(lines) > ceiling:
        yield f"{name}: expects at most {ceiling} lines, got {len(lines)}"
    functions = []
    if name.endswith((".cpp", ".h")):
        functions = cpp_functions(lines)
    elif name.endswith(".py"):
        functions = python_functions(text)
    for function, length in functions:
        if length > FUNCTION_CEILING:
            yield (
                f"{name}: expects functions of at most {FUNCTION_CEILING} lines, "
                f"got {length}: {function}"
            )


def leftovers(name, text):
    for number, line in enumerate(text.splitlines(), 1):
        if re.search("TO" + "DO|FIX" + "ME", line):
            yield f"{name}:{number}: expects an issue instead of a reminder"
        if re.search(r"CHECK[A-Z-]*:.*%(\d|arg\d)", line):
            yield f"{name}:{number}: expects values captured by role, not by number"


def rooms():
    golden = read("python/norm/golden.py")
    recipes = read("test/python/matrix/recipes.py")
    functions = read("python/norm/functions.py")
    for td in sorted((ROOT / "include/norm/IR/Ops").glob("*.td")):
        room = td.stem
        wanted = [f"lib/IR/Ops/{room}.cpp"]
        for question in "roundtrip invalid expand numbers".split():
            wanted.append(f"test/IR/Ops/{room}/{question}.mlir")
        yield from (f"{room}: expects {path}" for path in wanted if missing(path))
        for mnemonic in re.findall(r"def Norm_\w+Op\b[^\"]*\"(\w+)\"", td.read_text()):
            if f"def {mnemonic}(" not in golden:
                yield f"{room}: expects {mnemonic} in python/norm/golden.py"
            if f'"{mnemonic}":' not in functions:
                yield f"{room}: expects {mnemonic} in python/norm/functions.py"
            if f'"{mnemonic}"' not in recipes:
                yield f"{room}: expects {mnemonic} in test/python/matrix/recipes.py"


def passes():
    rewrites = read("docs/Rewrites.md")
    for folder in ("Transforms", "Conversion"):
        text = read(f"include/norm/{folder}/Passes.td")
        for record, argument in re.findall(r"def (\w+) *: *\w*Pass<\s*\"([\w-]+)\"", text):
            room = re.sub("^(Norm|Convert)", "", record)
            if missing(f"lib/{folder}/{room}.cpp") and missing(f"lib/{folder}/{room}"):
                yield f"{record}: expects lib/{folder}/{room}.cpp"
            if missing(f"test/{folder}/{room}"):
                yield f"{record}: expects test/{folder}/{room}/"
            if folder == "Transforms" and f"`{argument}`" not in rewrites:
                yield f"{record}: expects a line for {argument} in docs/Rewrites.md"


def main():
    complaints = [*rooms(), *passes()]
    for name, text in sources():
        complaints += [*budgets(name, text), *leftovers(name, text)]
    print("\n".join(complaints))
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
