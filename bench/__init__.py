"""Whole calls of ours beside the copy and beside what people install: `./dev bench`.

points.py    which calls: the 48 points
kinds.py     what each call computes: its MLIR, its inputs, its witness
peers/       who answers: one room per peer, with its forms of each kind
worker.py    one peer in a process of its own, pinned
driver.py    the rounds: A, copy, B, copy, ...
report.py    what the rounds say; targets.py, what they ought to say

Ours beside ours, `./dev bench --pairs`:

pairs.py      which two calls, and what their ratio ought to be
anatomy.py    what fused calls read and write
compiling.py  how long compiling takes; pair_report.py, what all three say
"""
