#ifndef NORM_CONVERSION_PASSES_TD
#define NORM_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertNormToLinalg : Pass<"convert-norm-to-linalg"> {
  let summary = "lower norm.generic to stages of linalg.generic";
  let description = [{
    Replaces every `norm.generic`, on tensors or on memrefs, by a chain of
    `linalg.generic`: one stage per set of reductions that can run together,
    then one that maps the rows to the results (class E0: sums are taken in
    index order, one rounding per op of the body).

    A value is computed in the space that it varies along: a mean or a
    reciprocal deviation once per row. What varies along the whole row is
    computed again in each stage that needs it, and data is read as it is
    stored, so that no widened copy of a bf16 tensor exists. Static unit
    iterators disappear. Named ops are expanded first, by `norm-expand`.

    On memrefs, statistics are allocated and, as after one-shot-bufferize, the
    deallocation pipeline frees them.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect"];
  let statistics = [Statistic<"numConverted", "num-converted", "Generics lowered">];
}

def NormPlan : Pass<"norm-plan", "::mlir::ModuleOp"> {
  let summary = "decide how each norm.generic is computed";
  let description = [{
    Writes `norm.plan` on every `norm.generic`, on tensors or memrefs, for the
    machine that the module carries as `norm.machine`; without one, for that of
    the option `cpu`, which is written down as well. What a plan already says is
    kept.

    * `lanes`: a vector register of the widest type of the body, 32 bits at
      least.
    * `schedule`: `tile` where the row is strided and vectors lie across rows.
      Otherwise `registers` where a row, its parameters included, fits the
      vector registers; else `sweeps`.
    * `vectors`: up to four, a divisor of the row's vectors where there is one;
      in a tile, up to eight.
    * `rows`: two for rows in registers, two where a row is read three times
      and has parameters.
    * `prefetch`: 2 KiB ahead, one step of rows at least.
    * `stores`: left open: by size, where the kernel runs.
  }];
  let options = [
    Option<"cpu", "cpu", "std::string", "\"host\"",
           "LLVM's name of the processor, where the module has no norm.machine">,
    Option<"threads", "threads", "unsigned", "1", "Threads that a kernel may use">,
  ];
  let statistics = [Statistic<"numPlanned", "num-planned", "Generics planned">];
}

def ConvertNormToVector : Pass<"convert-norm-to-vector"> {
  let summary = "lower norm.generic on buffers to loops of vectors";
  let description = [{
    Replaces every `norm.generic` on memrefs that `norm-plan` has planned by
    loops (`scf`) over vectors of fixed length (`vector`), class E1: sums are
    taken in lanes and accumulators, in an order that depends only on the
    extents and the plan.

    A body is run in stages: one per chain of dependent reductions, then the
    map. Each value is emitted once, at the outermost loop that binds all it
    varies along; a value that several stages need is kept in scratch where
    that costs less than to compute it again. Vectors lie along the row, or,
    where the row is strided, across rows (`tile`). What is left at the end of
    a row is one masked vector.
  }];
  let dependentDialects = [
    "::mlir::LLVM::LLVMDialect", "::mlir::arith::ArithDialect",
    "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"
  ];
  let statistics = [Statistic<"numConverted", "num-converted", "Generics lowered">];
}

def NormAccurateMath : Pass<"norm-accurate-math", "::mlir::ModuleOp"> {
  let summary = "call libm where LLVM's own lowering would lose digits";
  let description = [{
    `convert-math-to-llvm` writes `expm1(x)` as `exp(x) - 1` and `log1p(x)` as
    `log(1 + x)`, which keep no digit of a small x. Replaces both by calls of
    libm and leaves all other functions to the conversions that follow.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::vector::VectorDialect"];
}

def NormCopyToLinalg : Pass<"norm-copy-to-linalg"> {
  let summary = "copy strided buffers by linalg.generic";
  let description = [{
    `memref.copy` between dense buffers becomes a memcpy. Any other would become
    a call of MLIR's own runtime; as a `linalg.generic` it is a loop like all
    others, and the code needs no library but libc and libm.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def NormSplitByReshape : Pass<"norm-split-by-reshape"> {
  let summary = "split an extent into several unknown ones by tensor.reshape";
  let description = [{
    `tensor.expand_shape` states the extents that it splits into; the lowering
    of its buffers computes them anew from the types, which it can where one of
    a group is unknown. Where several are, `tensor.reshape` takes the stated
    ones.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::tensor::TensorDialect"];
}

def NormRoundToBF16 : Pass<"norm-round-to-bf16"> {
  let summary = "narrow f64 to bf16 through f32 with one rounding";
  let description = [{
    Targets know `f32 -> bf16` at most. A detour through f32 rounds twice,
    unless the first rounding is to odd: then the second one still sees on
    which side of a tie the value was.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect"];
}

def NormRequireLLVM : Pass<"norm-require-llvm"> {
  let summary = "fail at the first op that is not of the LLVM dialect";
  let description = [{
    Conversions to LLVM are partial and pass over what they do not know. This
    names it: one error, at the op's own location. The machine that kernels were
    planned for is no longer needed, and dropped.
  }];
}

#endif // NORM_CONVERSION_PASSES_TD
