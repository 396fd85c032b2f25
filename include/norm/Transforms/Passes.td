#ifndef NORM_TRANSFORMS_PASSES_TD
#define NORM_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def NormExpand : Pass<"norm-expand"> {
  let summary = "replace normalizers by their definitions";
  let description = [{
    Replaces every named op by its definition, a `norm.generic` whose body is
    the formula, and every `norm.apply` by what its `norm.define` says, until
    neither is left outside definitions (class E0: it is what the op means).

    On a module, the bodies of declarations (`norm.define private @name`) come
    from the files in `definitions`, with what they apply; their copies are
    private. Private definitions without a use left are dropped. Public ones
    stay, as every public symbol does; a pipeline that leaves the dialect drops
    them with `drop-public`.
  }];
  let options = [
    ListOption<"definitions", "definitions", "std::string",
               "Files with the bodies of declared definitions">,
    Option<"dropPublic", "drop-public", "bool", "false",
           "Drop public definitions without uses, too">,
  ];
  let statistics = [Statistic<"numExpanded", "num-expanded", "Normalizers expanded">];
}

def NormFuse : Pass<"norm-fuse"> {
  let summary = "inline what reads and writes the same rows into one norm.generic";
  let description = [{
    Joins each `norm.generic` on tensors with the ops around it that run over
    the same rows, into one kernel (class E0: the same scalar ops on the same
    values, casts included; only the order of a sum is as free as ever):

    * *producers*: elementwise ops, whatever their form (elementwise ops on
      tensors, all-parallel structured ops, maps without reductions). A value
      that others read, too, becomes a further result.
    * *consumers*: elementwise ops, reductions of its rows (a structured op that
      combines by a named kind), and `norm.generic`s over the same rows.
    * *siblings*: reductions over the same rows of one tensor.
    * *copies*: broadcasts, fills, reshapes of unit dimensions and permutations
      that keep the innermost dimension are read at what they hand on.

    A reshape between a kernel and a map moves to the map's other operands, so
    that the map runs in the space of the kernel (GroupNorm and an activation).

    Extents agree by what both ops read or write, so they may be dynamic.

    The cost rule: traffic of full-size tensors never grows, and nothing is
    computed more often. So these stay apart: ops whose reductions run over
    other dimensions; a consumer that broadcasts a row's result over dimensions
    that the kernel does not have; work on a parameter that would be repeated
    for each row (conversions excepted, and what is uniform in a row); anything
    on both sides of a contraction, that is, of a reduction of which no operand
    spans the whole space; a map that moves the innermost dimension; more than 8
    full-size tensors or 200 ops in one body, where a function of math counts as
    ten. What stands between the two ops and needs the first moves behind the
    fused op; where the second needs it, or it has effects, the two stay apart. A
    remark says so.

    ```mlir
    func.func @add_softmax(%x: tensor<?x8xf32>, %r: tensor<?x8xf32>) -> (tensor<?x8xf32>, tensor<?x8xf32>) {
      %sum = arith.addf %x, %r : tensor<?x8xf32>
      %y = norm.softmax %sum over [1] : tensor<?x8xf32>
      return %sum, %y : tensor<?x8xf32>, tensor<?x8xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::tensor::TensorDialect"];
  let statistics = [Statistic<"numFused", "num-fused", "Fusions">];
}

def NormRaise : Pass<"norm-raise"> {
  let summary = "name the normalizers that a program spells out";
  let description = [{
    Recognises normalizers in structured operations on tensors (and in
    `norm.generic`) by equality with their definitions, and replaces each by
    its named op. There is no list of patterns: every tensor value is read as a
    polynomial over index digits, and so is the definition of every registered
    normalizer; scale, bias, epsilon and given statistics are solved for. Where
    elementwise fusion has left the result, the input or an operand of a
    normalizer in the body of another operation, that body is cut there.

    Class E1: equal in real arithmetic, rounding differs. Statistics are taken
    in the default type for the data also where the program widens them
    further, with a remark; statistics that are taken in a narrower type are
    not named. A softmax whose maximum is not subtracted is named; where the
    original is finite, the values agree.

    ```mlir
    func.func @softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
      %y = norm.softmax %x over [1] : tensor<4x8xf32>
      return %y : tensor<4x8xf32>
    }
    ```
  }];
  let options = [
    Option<"unnamed", "unnamed", "::mlir::norm::UnnamedRows",
           "::mlir::norm::UnnamedRows::keep",
           "What becomes of a reduction and a map over one row that have no name",
           [{::llvm::cl::values(
              clEnumValN(::mlir::norm::UnnamedRows::keep, "keep", "leave them as they are"),
              clEnumValN(::mlir::norm::UnnamedRows::generic, "generic", "gather them into one norm.generic"))}]>,
    Option<"keepWideStatistics", "keep-wide-statistics", "bool", "false",
           "Keep statistics in f64 where the program takes them in f64">,
    Option<"report", "report", "bool", "false",
           "Print a table of what was named: location, op, dims, epsilon, precision">,
  ];
  let statistics = [Statistic<"numNamed", "num-named", "Normalizers named">];
}

def NormSplit : Pass<"norm-split"> {
  let summary = "cut norm.generic at its reductions";
  let description = [{
    Cuts a `norm.generic` into one that computes statistics and one that reads
    them (class E0; E1 with `tile-size`). Without options, cuts until the
    reductions of each body run over one set of iterators, which is what
    generators take; results go with the reductions that decide them. With `every-reduce`, cuts at every reduction: a variance
    after a mean gives a chain, and what remains is a map. With `tile-size`,
    each statistic is also taken in parallel tiles of that many points of its
    first iterator that is longer, one partial result per tile, and merged.

    Generics on memrefs are left alone.

    ```mlir
    func.func @centered(%x: tensor<4x8xf32>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
      %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%init : tensor<4x8xf32>)
          {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
           iterator_types = ["parallel", "reduction"]} {
      ^bb0(%xe: f32):
        %max = norm.reduce <maximumf> %xe : f32
        %ye = arith.subf %xe, %max : f32
        norm.yield %ye : f32
      } -> tensor<4x8xf32>
      return %y : tensor<4x8xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
  let options = [
    Option<"everyReduce", "every-reduce", "bool", "false", "Cut at every reduction">,
    Option<"tileSize", "tile-size", "unsigned", "0",
           "Points per partial result; 0 takes each statistic in one">
  ];
  let statistics = [Statistic<"numCuts", "num-cuts", "Cuts at a reduction">];
}

#endif // NORM_TRANSFORMS_PASSES_TD
