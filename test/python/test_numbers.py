"""Every op x type x extents x dims, compiled and evaluated, against the witness."""

import pytest
from matrix import plan, rows
from matrix.running import check


@pytest.mark.parametrize("backend", ["cpu", "reference"])
@pytest.mark.parametrize("dtype", list(rows.TYPES))
@pytest.mark.parametrize("op", list(plan.RECIPES))
def test_numbers(op, dtype, backend, program, tmp_path):
    check(program, plan.cases(op, dtype), backend, tmp_path)
