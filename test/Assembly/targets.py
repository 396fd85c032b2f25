"""The processors that kernels are compiled for, and how their assembly reads."""

import re
from dataclasses import dataclass

CALL = re.compile(r"callq?|blr?|tail|jalr")


@dataclass(frozen=True)
class Target:
    """Patterns match a whole mnemonic."""

    triple: str
    comment: str
    conversion: str
    # Arithmetic on one float.
    scalar: str
    # Empty where an operand tells, as on x86.
    load: str = ""
    store: str = ""

    def kinds(self, mnemonic, operands):
        """Names of what an instruction counts as, beside an instruction."""

        def fits(pattern):
            return re.fullmatch(pattern, mnemonic)

        if self.load:
            memory = fits(self.load) and "loads" or fits(self.store) and "stores"
        else:
            memory = x86_memory(mnemonic, operands)
        if memory:
            yield memory
        if fits(self.conversion):
            yield "conversions"
        # AArch64 tells by the register, the others by the mnemonic.
        first = operands.split(",")[0]
        if fits(self.scalar) and (self.comment != "//" or re.match("[hsd][0-9]", first)):
            yield "scalar"
        if CALL.fullmatch(mnemonic):
            yield "calls"


def x86_memory(mnemonic, operands):
    if "(" not in operands or re.match("lea|prefetch|nop", mnemonic):
        return None
    # Commas inside of an address do not separate operands.
    last = re.split(r",(?![^(]*\))", operands)[-1]
    is_read = "(" not in last or re.match("v?u?comi|cmp|v?p?test", mnemonic)
    return "loads" if is_read else "stores"


X86 = Target(
    triple="x86_64-linux-gnu",
    comment="#",
    conversion=r"v?cvt.*|v?pmov[sz]x.*|vpmov(us|s)?[qdw][dwb]",
    scalar=r"(?!vmov|vbroadcast|movs)v?[a-z]+[0-9]*s[sd]",
)
AARCH64 = Target(
    triple="aarch64-linux-gnu",
    comment="//",
    conversion=r"b?fcvt.*|[su]cvtf|[su]?shll2?|u?xtn2?|[su]xtl2?",
    scalar=r"f(?!mov).*",
    load=r"ld.*",
    store=r"st.*",
)
RISCV = Target(
    triple="riscv64-linux-gnu",
    comment="#",
    conversion=r"vf[wn]cvt.*|vfcvt.*|fcvt.*|v[sz]ext.*|vnsr[la].*",
    scalar=r"f(add|sub|n?m?mul|div|sqrt|n?m(add|sub)|min|max)\.[hsd]",
    load=r"l[bhw]u?|ld|fl[hwd]|vl(e|se|[uo]xei|m|[1248]re).*",
    store=r"s[bhwd]|fs[hwd]|vs(e[0-9]|se[0-9]|[uo]xei|m|[1248]r).*",
)
TARGETS = {
    "x86-64-v3": X86,
    "x86-64-v4": X86,
    "neoverse-v1": AARCH64,
    "sifive-x280": RISCV,
}
