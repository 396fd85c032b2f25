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
    generators take. With `every-reduce`, cuts at every reduction: a variance
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
