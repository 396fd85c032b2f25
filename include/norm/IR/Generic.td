#ifndef NORM_IR_GENERIC_TD
#define NORM_IR_GENERIC_TD

include "norm/IR/NormOpBase.td"
include "mlir/Dialect/Linalg/IR/LinalgBase.td"
include "mlir/Dialect/Vector/IR/VectorAttributes.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/IndexingMapOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"

def Norm_GenericOp : Norm_BaseOp<"generic", [
    AttrSizedOperandSegments, DestinationStyleOpInterface,
    DeclareOpInterfaceMethods<IndexingMapOpInterface, ["getStaticLoopRanges"]>,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
    DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface, ["reifyResultShapes"]>,
    IsolatedFromAbove, RecursivelySpeculatable, SingleBlock]> {
  let summary = "a scalar program over an iteration space whose body may reduce";
  let description = [{
    `linalg.generic` with reductions inside the body: the same operands,
    indexing maps, iterator types and destination style, and one scalar body
    that is executed for all points in lockstep.

    The body has one argument per input. `outs` give extents and buffers only;
    they are never read and have no argument. Scalars enter as inputs with an
    empty map.

    Each value of the body *varies along* a set of iterators: constants and
    `norm.count` along none, `norm.index d` along d, an argument along the
    iterators of its map, a `norm.reduce` along what its operands vary along
    minus what it reduces, any other op along the union of its operands. A
    result varies only along iterators of its map; that is how a mean or a
    log-sum-exp leaves the kernel.

    Constraints:
    G1: one indexing map per operand, over the iterators, without symbols.
    G2: a map is a projected permutation, or constant 0 where the operand has
        a static extent of 1; a scalar has an empty map.
    G3: each iterator has an extent, and operands agree on it.
    G4: operands are all ranked tensors or all memrefs, scalar inputs aside, of
        integers, indices or floats; each tensor of `outs` has a result of its
        type.
    G5: the body has one argument per input, of its element type, and yields
        one value per output, of its element type.
    G6: the body holds memory-effect-free ops on scalars, without regions
        (`norm.reduce` excepted).
    G7: only iterators marked reduction are reduced or counted; `norm.index`
        names an existing iterator.
    G8: a parallel iterator of non-unit extent is in every output map.
    G9: an output varies only along iterators in its map.

    ```mlir
    func.func @rms(%x: tensor<?x8xbf16>, %g: tensor<8xbf16>, %init: tensor<?x8xbf16>) -> tensor<?x8xbf16> {
      %y = norm.generic ins(%x, %g : tensor<?x8xbf16>, tensor<8xbf16>) outs(%init : tensor<?x8xbf16>)
          {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (c)>, affine_map<(r, c) -> (r, c)>],
           iterator_types = ["parallel", "reduction"]} {
      ^bb0(%xe: bf16, %ge: bf16):
        %x32 = arith.extf %xe : bf16 to f32
        %square = arith.mulf %x32, %x32 : f32
        %sum = norm.reduce <add> %square : f32
        %n = norm.count : f32
        %mean = arith.divf %sum, %n : f32
        %rstd = math.rsqrt %mean : f32
        %g32 = arith.extf %ge : bf16 to f32
        %scaled = arith.mulf %x32, %rstd : f32
        %y32 = arith.mulf %scaled, %g32 : f32
        %yb = arith.truncf %y32 : f32 to bf16
        norm.yield %yb : bf16
      } -> tensor<?x8xbf16>
      return %y : tensor<?x8xbf16>
    }
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$inputs, Variadic<AnyShaped>:$outputs,
                       AffineMapArrayAttr:$indexing_maps,
                       IteratorTypeArrayAttr:$iterator_types);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let regions = (region SizedRegion<1>:$region);
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins "::mlir::ValueRange":$inputs, "::mlir::ValueRange":$outputs,
                   "::llvm::ArrayRef<::mlir::AffineMap>":$maps,
                   "::llvm::ArrayRef<::mlir::utils::IteratorType>":$iterators,
                   "::llvm::function_ref<::llvm::SmallVector<::mlir::Value>(::mlir::OpBuilder &, ::mlir::ValueRange)>":$body)>
  ];
  let extraClassDeclaration = [{
    ::mlir::MutableOperandRange getDpsInitsMutable() { return getOutputsMutable(); }

    /// The extents of an operand; none for a scalar.
    ::llvm::ArrayRef<int64_t> getShape(::mlir::OpOperand *operand);

    ::llvm::SmallVector<::mlir::utils::IteratorType> getIteratorTypesArray();

    /// Iterators that are marked reduction, increasing.
    ::llvm::SmallVector<int64_t> getReductionIterators();

    unsigned getNumIterators() { return getIteratorTypes().size(); }
    ::mlir::AffineMap getOutputMap(unsigned i);
    ::mlir::AffineMap getInputMap(unsigned i);
    YieldOp getYield();
  }];
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let hasCanonicalizer = 1;
}

// Ops that mean something only inside a scalar body.
class Norm_BodyOp<string mnemonic, list<Trait> traits = []>
    : Norm_BaseOp<mnemonic, [Pure] # traits>;

// A point belongs to the iteration space of a generic, or to the row of a
// definition.
def Norm_InBody : ParentOneOf<["GenericOp", "DefineOp"]>;

def Norm_ReduceOp : Norm_BodyOp<"reduce", [Norm_InBody, IsolatedFromAbove, SingleBlock]> {
  let summary = "combine a value over all points of the row";
  let description = [{
    Combines its operand over *all* points of the iterators named by `over`, or
    of every reduction iterator without it. Over no points the result is the
    identity of the kind.

    The general form carries a tuple of states: the operands lift one point to
    a state, `identity` is the state of no point, and the region combines two
    states. The region is pure, isolated and, in real arithmetic, associative and
    commutative; `combine(identity, s)` is `s` bit for bit.

    Constraints:
    R1: a named kind has one operand and fits its type.
    R2: a tuple has one identity per operand, of its type, and a region of
        memory-effect-free scalar ops that maps two states to one.
    R3: `over` is not empty, sorted and without repetition.

    Canonicalization: the largest of c * x is c times the largest x, for a
    constant c > 0, and likewise the smallest (E0).

    ```mlir
    func.func @max(%x: tensor<4x8xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
      %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%init : tensor<4xf32>)
          {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
           iterator_types = ["parallel", "reduction"]} {
      ^bb0(%xe: f32):
        %m = norm.reduce <maximumf> %xe over [1] : f32
        norm.yield %m : f32
      } -> tensor<4xf32>
      return %y : tensor<4xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$operands,
                       OptionalAttr<Vector_CombiningKindAttr>:$kind,
                       OptionalAttr<ArrayAttr>:$identity,
                       OptionalAttr<DenseI64ArrayAttr>:$iterators);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region MaxSizedRegion<1>:$combiner);
  let builders = [
    OpBuilder<(ins "::mlir::vector::CombiningKind":$kind, "::mlir::Value":$operand,
                   CArg<"::mlir::DenseI64ArrayAttr", "{}">:$iterators)>
  ];
  let extraClassDeclaration = [{
    /// The iterators reduced, with an absent `over` read off the parent.
    ::llvm::SmallVector<int64_t> getReducedIterators();
    /// True for a named kind, false for a tuple of states.
    bool isNamed() { return getKind().has_value(); }
  }];
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

def Norm_CountOp : Norm_BodyOp<"count", [Norm_InBody]> {
  let summary = "number of points in the row";
  let description = [{
    The exact number of points of the iterators named by `over` (all reduction
    iterators without it), rounded once to the result type: index, f32 or f64.
    Constraint: R3.

    ```mlir
    func.func @count(%x: tensor<4x8xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
      %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%init : tensor<4xf32>)
          {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
           iterator_types = ["parallel", "reduction"]} {
      ^bb0(%xe: f32):
        %n = norm.count : f32
        norm.yield %n : f32
      } -> tensor<4xf32>
      return %y : tensor<4xf32>
    }
    ```
  }];
  let arguments = (ins OptionalAttr<DenseI64ArrayAttr>:$iterators);
  let results = (outs AnyTypeOf<[Index, F32, F64]>:$result);
  let assemblyFormat = "(`over` $iterators^)? attr-dict `:` type($result)";
  let extraClassDeclaration = [{
    /// The iterators counted, with an absent `over` read off the parent.
    ::llvm::SmallVector<int64_t> getCountedIterators();
  }];
  let hasVerifier = 1;
}

def Norm_IndexOp : Norm_BodyOp<"index", [Norm_InBody]> {
  let summary = "position of the point along an iterator";
  let description = [{
    In a row program of `norm.define`, `norm.index k` is the position along the
    k-th dimension of the row.

    ```mlir
    func.func @prefix(%x: tensor<4x8xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
      %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%init : tensor<4xf32>)
          {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
           iterator_types = ["parallel", "reduction"]} {
      ^bb0(%xe: f32):
        %i = norm.index 1 : index
        %k = arith.constant 3 : index
        %in = arith.cmpi ult, %i, %k : index
        %zero = arith.constant 0.0 : f32
        %v = arith.select %in, %xe, %zero : f32
        %s = norm.reduce <add> %v : f32
        norm.yield %s : f32
      } -> tensor<4xf32>
      return %y : tensor<4xf32>
    }
    ```
  }];
  let arguments = (ins ConfinedAttr<I64Attr, [IntNonNegative]>:$dim);
  let results = (outs Index:$result);
  let assemblyFormat = "$dim attr-dict `:` type($result)";
}

def Norm_YieldOp : Norm_BodyOp<"yield", [
    ParentOneOf<["GenericOp", "ReduceOp", "DefineOp"]>, Terminator, ReturnLike]> {
  let summary = "results of a body";
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
}

#endif // NORM_IR_GENERIC_TD
