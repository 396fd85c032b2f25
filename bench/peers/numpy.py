"""NumPy: always there, one pass over memory per operation, one thread."""

from functools import partial

import numpy

from bench.peers import Form, Peer, formulas


class NumPy(Peer):
    at_home = True

    def version(self):
        return f"numpy {numpy.__version__}"

    def prepare(self, point, arrays):
        call = partial(getattr(formulas, point.kind), numpy, point, **arrays)
        return [Form("composed", call, call)]
