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
  let options = [
    Option<"unplanned", "unplanned", "bool", "false",
           "Lower only what norm-plan has left without a plan">,
  ];
  let statistics = [Statistic<"numConverted", "num-converted", "Generics lowered">];
}

def NormWidenBodies : Pass<"norm-widen-bodies"> {
  let summary = "compute bf16 of norm.generic bodies in f32";
  let description = [{
    No processor here computes in bf16. In the body of a `norm.generic` an op of
    `arith` on it becomes the op on f32, each result rounded, as everywhere else
    much later: here the conversions can be seen, so that a plan knows their
    cost, and one that several ops need is done once.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NormPlan : Pass<"norm-plan", "::mlir::ModuleOp"> {
  let summary = "decide how each norm.generic is computed";
  let description = [{
    Writes `norm.plan` on `norm.generic`, on tensors or memrefs, for the
    machine that the module carries as `norm.machine`; without one, for that of
    the option `cpu`, which is written down as well. What a plan already says is
    kept; what the op or the machine cannot follow is an error at the op.

    Two chains of dependent reductions are known, by their structure: a sum of
    squares about the mean of the same row, and sums of exponentials about a
    function of its maximum, weighted or not. Where a plan asks for one pass, the
    body is rewritten (class E1): the dependent reduction becomes one of tuples
    that carries its own running mean, origin, maximum or exponent. NaN, an
    infinity and a row without points give what they gave before. A body in
    which no reduction waits for another one is the same in every algorithm.

    * `moments`: `two_pass`. `shifted` and `welford` read the row once; per
      element they cost more than a pass over a row in cache.
    * `softmax`: `three_pass`. Only beyond some million elements per row would
      memory pay for `mantissa_exponent`.
    * `lanes`: a vector register of the widest type of the body, 32 bits at
      least.
    * `schedule`: `tile` where the row is strided and vectors lie across rows.
      Otherwise `registers` where a row, its parameters included, fits the
      vector registers (with functions such as `exp`, up to 20 vectors); else
      `sweeps`.
    * `vectors`: up to four, a divisor of the row's vectors where there is one;
      in a tile, as many as the registers hold.
    * `rows`: two for rows in registers, two where a row is read three times
      and has parameters, two where nothing is reduced and a parameter is
      widened.
    * `prefetch`: 4 KiB ahead, one step of rows at least.
    * `stores`: left open: by size, where the kernel runs.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
                           "::mlir::norm::NormDialect"];
  let options = [
    Option<"cpu", "cpu", "std::string", "\"host\"",
           "LLVM's name of the processor, where the module has no norm.machine">,
    Option<"threads", "threads", "unsigned", "1", "Threads that a kernel may use">,
  ];
  let statistics = [Statistic<"numPlanned", "num-planned", "Generics planned">];
}

def NormOutlineKernels : Pass<"norm-outline-kernels", "::mlir::ModuleOp"> {
  let summary = "give each norm.generic on buffers a function, equal ones the same";
  let description = [{
    Replaces every `norm.generic` on memrefs by a call of a private function
    that holds it. What computes the same on operands of the same types, with
    the same plan, is one function: a model of a hundred equal layers compiles
    one kernel.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::LLVM::LLVMDialect"];
  let statistics = [
    Statistic<"numKernels", "num-kernels", "Functions made">,
    Statistic<"numCalls", "num-calls", "Generics that became calls">
  ];
}

def ConvertNormToVector : Pass<"convert-norm-to-vector", "::mlir::ModuleOp"> {
  let summary = "lower norm.generic on buffers to loops of vectors";
  let description = [{
    Replaces every `norm.generic` on memrefs that `norm-plan` has planned by
    loops (`scf`) over vectors of fixed length (`vector`), class E1: sums are
    taken in lanes and accumulators, in an order that depends only on the
    extents and the plan.

    A body is run in stages: one per chain of dependent reductions, then the
    map. Each value is emitted once, at the outermost loop that binds all it
    varies along; a value that several stages need is kept where that costs
    less than to compute it again: in a result of its type, or in scratch. A
    product that only one sum reads is fused with it where the machine can (f32
    and f64). Vectors lie along the row, or, where the row is strided, across rows
    (`tile`). What is left at the end of a row is one masked vector. Where
    results pass by the cache, the stage with most to compute fetches the rows
    that come next.

    A row of more than 16,384 elements is reduced in chunks of about 8,192,
    each by itself, which are merged in order.

    A plan of several threads applies to a `norm.generic` that is a function's
    own (`norm-outline-kernels`): its rows, or the tiles of them, are dealt out
    in contiguous ranges by OpenMP; where there are fewer rows than threads,
    the chunks of each row are. Where there is so little to do that no thread
    would be awake in time, none is woken. No result depends on their number.
  }];
  let dependentDialects = [
    "::mlir::LLVM::LLVMDialect", "::mlir::arith::ArithDialect",
    "::mlir::func::FuncDialect", "::mlir::omp::OpenMPDialect",
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

def NormReshapeDestinations : Pass<"norm-reshape-destinations"> {
  let summary = "let results be written where they are wanted";
  let description = [{
    A group norm is computed with its groups as a dimension of their own, and
    collapsed. Where its result is wanted in a buffer, the buffer is viewed with
    the groups instead, so that bufferization finds the kernel's destination.

    An op whose destination is one of its inputs, but is not read as such, writes
    to an empty tensor where the input is the caller's or the result has a buffer
    of its own: bufferization would write over an argument, or copy.

    Uninitialized tensors that several ops write to become one for each: what is
    written to one tensor is compared with all that is read from it, which takes
    the cube of their number.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect", "::mlir::tensor::TensorDialect"];
}

def NormRoundToBF16 : Pass<"norm-round-to-bf16"> {
  let summary = "narrow f64 to bf16 through f32 with one rounding";
  let description = [{
    Targets know `f32 -> bf16` at most. A detour through f32 rounds twice,
    unless the first rounding is to odd: then the second one still sees on
    which side of a tie the value was.

    Where `norm.machine` has an instruction for it, vectors of f32 are rounded by
    that; x86's takes a subnormal for zero. Elsewhere they are rounded as
    integers, a NaN to the quiet one. No rounding to bf16 may be contracted with
    a later extension: each op on bf16 rounds, emulated or not. On x86, two
    vectors by turns (`vector.interleave`) become words, whose halves are already
    in place.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::math::MathDialect", "::mlir::vector::VectorDialect"];
}

def NormAddExtents : Pass<"norm-add-extents", "::mlir::ModuleOp"> {
  let summary = "add a function that gives the extents of a function's results";
  let description = [{
    For `entry`, adds `entry_extents`: same arguments, one result that lists the
    dynamic extents of all results, in order. It is a copy of `entry` whose tensors are
    asked for their extents only, so that nothing but arithmetic on extents, and
    the assertions about them, remain. Called first, it lets a caller allocate
    the results, and a failed assertion is known before anything is written.

    Where `entry` asserts nothing about elements, its assertions are erased: the
    copy stands for them.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::tensor::TensorDialect"];
  let options = [Option<"entry", "entry", "std::string", "\"main\"", "Function to add to">];
}

def NormTakeDestinations : Pass<"norm-take-destinations", "::mlir::ModuleOp"> {
  let summary = "let a function write its results where its caller says";
  let description = [{
    Makes `entry`, which calls no other function, one that can be called with
    arrays alone. Scalars become tensors of rank 0; each result becomes a
    trailing argument, into which it is written; what is left to return is a
    status, 0. Other arguments cannot be written. After bufferization, with empty
    tensors eliminated and equivalent results dropped, the last op writes
    straight into the caller's array.

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

def NormVectorMath : Pass<"norm-vector-math"> {
  let summary = "compute functions on f32 vectors by polynomials";
  let description = [{
    Replaces functions of `math` on vectors of rank 1 and element type f32, fixed
    or scalable, by arithmetic on whole vectors: no call, no scalar code, no
    branch. All other types are left to the conversions that follow; f64 vectors
    become calls of libm there, lane by lane.

    Largest error in units in the last place of f32, over all of f32, with a
    fused multiply-add and without:

    | op | fused | apart | beside these bounds |
    |---|---|---|---|
    | `exp` | 1.1 | 1.3 | a result below 2^-126 is zero; without AVX-512 one below 2^-125.5 |
    | `exp`, 11 bits | 2^7 | 2^7 | the same |
    | `exp`, 8 bits | 2^12 | 2^12 | the same |
    | `expm1` | 2.5 | 2.5 | |
    | `log` | 0.9 | 1.1 | a subnormal counts as 2^-126 |
    | `log1p` | 2.5 | 2.5 | |
    | `tanh` | 4.9 | 6.0 | |
    | `tanh`, 8 bits | 16 | 16 | AVX-512; elsewhere as above |
    | `erf` | 4.5 | 5.5 | |
    | `erf`, 8 bits | 24 | 24 | AVX-512; elsewhere as above |

    NaN, infinities and e^0 = 1 are exact; of all bits, `tanh` and `erf` reach 1
    and never pass it. No result of `exp` is subnormal, so that no lane takes the slow path
    of the hardware.

    Two discardable attributes buy speed with what the user of a result knows:
    `norm.nonpositive` on `math.exp`, no lane is positive (softmax), drops the
    guard against overflow; `norm.bits = 8 : i64` or `11 : i64`, the result will be
    rounded to bf16 or f16, drops terms that such a result does not show. Of `math.exp2`
    only what carries `norm.integral`, no lane is positive or has a fraction, is
    replaced: exact, zero below 2^-126.

    With `avx512`, `exp` on 8 or 16 lanes looks 2^(i/16) up in a register and
    scales by `vscalefps`; `tanh` and `erf` of 8 bits look up the coefficients of a
    cubic; `roundeven` and `fptosi` together are one conversion. Both options follow from `norm.machine`, where an
    enclosing module has one.

    ```mlir
    func.func @weights(%x: vector<16xf32>) -> vector<16xf32> {
      %y = math.exp %x {norm.nonpositive, norm.bits = 8 : i64} : vector<16xf32>
      return %y : vector<16xf32>
    }
    ```
  }];
  let options = [
    Option<"avx512", "avx512", "bool", "false",
           "The target has AVX-512 F, DQ and VL; implies fma">,
    Option<"fma", "fma", "bool", "false",
           "The target fuses a product and a sum; elsewhere math.fma on these "
           "vectors becomes the two">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::math::MathDialect", "::mlir::vector::VectorDialect"];
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
