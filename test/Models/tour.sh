#!/usr/bin/env bash
# The newcomer's tour: a model goes from its export to checked numbers.
#   tour.sh PROGRAMS MODEL
set -euo pipefail
bin=$1 model=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
count() { grep -c "$1" "$2" || true; }

say "1. $model/linalg.mlir, as torch-mlir exported it"
echo "$(count linalg.generic "$model/linalg.mlir") anonymous linalg.generic," \
  "$(count '= norm\.' "$model/linalg.mlir") normalizers with a name"

say "2. norm-opt --norm-raise finds them by comparing with their definitions"
"$bin/norm-opt" --norm-raise=report "$model/linalg.mlir" -o "$work/raised.mlir"
echo "$(count linalg.generic "$work/raised.mlir") linalg.generic are left, and"
grep -o '= norm\.[a-z_]*' "$work/raised.mlir" | cut -c3- | sort | uniq -c
echo "The first of them:"
grep -m1 '= norm\.' "$work/raised.mlir"

say "3. norm-opt --norm-expand writes down what that means"
"$bin/norm-opt" --norm-expand "$work/raised.mlir" -o "$work/expanded.mlir"
sed -n '/norm.generic/,/norm.yield/p;/norm.yield/q' "$work/expanded.mlir"

say "4. norm-run compiles it, runs it, and compares with PyTorch's result"
"$bin/norm-run" "$model/linalg.mlir" --arg "$model/in0.npy" \
  --expect "$model/out0.npy" --rtol 1e-3 --atol 1e-4
