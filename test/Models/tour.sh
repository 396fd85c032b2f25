#!/usr/bin/env bash
# The newcomer's tour: a model goes from its export to checked numbers.
#   tour.sh PROGRAMS MODEL
set -euo pipefail
bin=$1 model=$2
raised=$(mktemp)
trap 'rm -f "$raised"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
count() { grep -c "$1" "$2" || true; }

say "1. $model/linalg.mlir, as torch-mlir exported it"
echo "   $(count linalg.generic $model/linalg.mlir) anonymous linalg.generic," \
  "$(count '= norm\.' $model/linalg.mlir) normalizers with a name"

say "2. norm-opt --norm-raise finds them by comparing with their definitions"
"$bin/norm-opt" --norm-raise=report $model/linalg.mlir -o "$raised"
echo "   $(count linalg.generic "$raised") linalg.generic are left, and:"
grep -o '= norm\.[a-z_]*' "$raised" | sort | uniq -c
grep -m1 '= norm\.' "$raised"

say "3. norm-run compiles it, runs it, and compares with PyTorch"
"$bin/norm-run" $model/linalg.mlir --arg $model/in0.npy \
  --expect $model/out0.npy --rtol 1e-3 --atol 1e-4
