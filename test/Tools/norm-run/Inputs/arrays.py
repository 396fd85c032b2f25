"""Writes the arrays of the tests of norm-run, good and bad, into a folder."""

import os
import sys

import numpy as np

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)


def save(name, array):
    np.save(os.path.join(folder, name), array)


x = np.array([[1, 2, 3], [4, 5, 6]], np.float32)
save("x.npy", x)
save("twice.npy", 2 * x)
save("near.npy", 2 * x + np.float32(0.25))
save("half.npy", x.astype(np.float16))
save("double.npy", x.astype(np.float64))
save("inexact.npy", np.array([[1, 2, 3], [4, 5, 0.1]], np.float64))
save("integers.npy", x.astype(np.int64))
save("flat.npy", x.ravel())
save("wide.npy", np.ones((2, 4), np.float32))
save("scalar.npy", np.float32(3))
save("zero.npy", np.int32(0))
save("complex.npy", x.astype(np.complex64))
save("big-endian.npy", x.astype(">f4"))
save("fortran.npy", np.asfortranarray(x))
save("pad.npy", np.array([1, 200], np.int64))

with open(os.path.join(folder, "x.npy"), "rb") as file:
    good = file.read()
for name, data in {
    "truncated.npy": good[:-1],
    "long.npy": good + b"\0",
    "header.npy": good[:20],
    "magic.npy": b"not an array",
    "empty.npy": b"",
    "version.npy": good[:6] + b"\x09" + good[7:],
    "huge.npy": good.replace(b"3), }" + 18 * b" ", b"9223372036854775807), }"),
}.items():
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
