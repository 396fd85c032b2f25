"""Normalizers for neural networks: the Python side of the `norm` dialect."""
