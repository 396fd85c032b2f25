"""Cases drawn by lot, compiled as a plan drawn by lot says, against the witness.

`pytest test_random_plans.py --random-cases 5000` draws more of them.
"""

import numpy as np
from matrix import around, lots
from matrix.running import check

# Starting a compiler is what is slow.
CASES_PER_MODULE = 15


def pytest_generate_tests(metafunc):
    count = metafunc.config.getoption("random_cases")
    metafunc.parametrize("seed", range(-(-count // CASES_PER_MODULE)))


def test_drawn(seed, program, tmp_path):
    rng = np.random.default_rng(seed)
    drawn = [rng.choice([lots.draw, around.draw])(rng) for _ in range(CASES_PER_MODULE)]
    check(program, drawn, "cpu", tmp_path)
