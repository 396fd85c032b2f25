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

def NormAddExtents : Pass<"norm-add-extents", "::mlir::ModuleOp"> {
  let summary = "add a function that gives the extents of a function's results";
  let description = [{
    For `entry`, adds `entry_extents`: same arguments, one result that lists the
    extents of all results, in order. It is a copy of `entry` whose tensors are
    asked for their extents only, so that nothing but arithmetic on extents, and
    the assertions, remain. Called first, it lets a caller allocate the results,
    and a failed assertion is known before anything is written.

    Where it looks at no element of any tensor, it stands for the assertions of
    `entry`, which are erased there.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::tensor::TensorDialect"];
  let options = [Option<"entry", "entry", "std::string", "\"main\"", "Function to add to">];
}

def NormTakeDestinations : Pass<"norm-take-destinations", "::mlir::ModuleOp"> {
  let summary = "let a function write its results where its caller says";
  let description = [{
    Makes `entry`, which calls no other function, one that can be called with
    arrays alone. Scalars become
    tensors of rank 0; each result becomes a trailing argument, into which it is
    written; what is left to return is a status, 0. Other arguments cannot be
    written. After bufferization, with empty tensors eliminated and equivalent
    results dropped, the last op writes straight into the caller's array.

    `in-place` names, for each result, the argument that it overwrites, or -1.
    Bufferization then sees one tensor where the caller has one array, and
    copies what is read after it was written.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::bufferization::BufferizationDialect",
                           "::mlir::tensor::TensorDialect"];
  let options = [
    Option<"entry", "entry", "std::string", "\"main\"", "Function to rewrite">,
    ListOption<"inPlace", "in-place", "int64_t",
               "Per result, the argument that it overwrites, or -1">,
  ];
}

def NormReturnStatus : Pass<"norm-return-status", "::mlir::ModuleOp"> {
  let summary = "return a status where compiled code would abort";
  let description = [{
    In functions of the LLVM dialect with the attribute `norm.status`, which
    return an i32: a failed assertion, or an allocation without memory, returns
    a status above 0. The module's attribute `norm.reasons` lists what they
    mean, 1 first. Allocations call `try_malloc` and `try_aligned_alloc`, which
    may return null.
  }];
}

def NormRequireLLVM : Pass<"norm-require-llvm"> {
  let summary = "fail at the first op that is not of the LLVM dialect";
  let description = [{
    Conversions to LLVM are partial and pass over what they do not know. This
    names it: one error, at the op's own location.
  }];
}

#endif // NORM_CONVERSION_PASSES_TD
