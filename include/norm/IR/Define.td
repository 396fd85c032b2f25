#ifndef NORM_IR_DEFINE_TD
#define NORM_IR_DEFINE_TD

include "norm/IR/Generic.td"
include "mlir/IR/SymbolInterfaces.td"

def Norm_DefineOp : Norm_BaseOp<"define", [
    IsolatedFromAbove, SingleBlock, Symbol]> {
  let summary = "a normalizer as text";
  let description = [{
    A definition is written over the reals, spelled `f64`; `norm.apply` retypes
    it: every f64 becomes `compute`, operands are widened on entry, results are
    narrowed once at the end, integer and index types stay. `attributes`
    declares named numbers with their defaults, which `norm.attribute` reads.

    A *row program* is a scalar program for every point of a row. Its first
    argument is the input, the others follow the operand rule, `norm.reduce`
    and `norm.count` run over the row. It serves every rank and extent.

    ```mlir
    norm.define @rms attributes {epsilon = 1.0e-6} {
    ^bb0(%x: f64, %g: f64):
      %eps = norm.attribute "epsilon" : f64
      %square = arith.mulf %x, %x : f64
      %sum = norm.reduce <add> %square : f64
      %n = norm.count : f64
      %mean = arith.divf %sum, %n : f64
      %guarded = arith.addf %mean, %eps : f64
      %rstd = math.rsqrt %guarded : f64
      %normalized = arith.mulf %x, %rstd : f64
      %y = arith.mulf %normalized, %g : f64
      norm.yield %y : f64
    }
    func.func @use(%x: tensor<?x4096xbf16>, %g: tensor<4096xbf16>) -> tensor<?x4096xbf16> {
      %y = norm.apply @rms(%x, %g) over [1] {epsilon = 1.0e-5}
          : (tensor<?x4096xbf16>, tensor<4096xbf16>) -> tensor<?x4096xbf16>
      return %y : tensor<?x4096xbf16>
    }
    ```

    A *tensor program* has a signature of fixed rank and dynamic extents, and
    holds norm, linalg, tensor, arith, math and scf ops: what needs matrix
    products, loops, reshapes, or reductions over several sets of dimensions.

    ```mlir
    norm.define @sinkhorn(%p: tensor<?x?xf64>) -> tensor<?x?xf64> attributes {iterations = 10 : index} {
      %begin = arith.constant 0 : index
      %step = arith.constant 1 : index
      %end = norm.attribute "iterations" : index
      %balanced = scf.for %i = %begin to %end step %step iter_args(%q = %p) -> tensor<?x?xf64> {
        %columns = norm.lp_norm %q l1 over [0] epsilon 0.0 : tensor<?x?xf64>
        %rows = norm.lp_norm %columns l1 over [1] epsilon 0.0 : tensor<?x?xf64>
        scf.yield %rows : tensor<?x?xf64>
      }
      norm.yield %balanced : tensor<?x?xf64>
    }
    func.func @use(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
      %y = norm.apply @sinkhorn(%x) : (tensor<4x4xf32>) -> tensor<4x4xf32>
      return %y : tensor<4x4xf32>
    }
    ```

    Without a body it is a declaration: `norm-expand` takes the body from a
    file (`definitions=PATH`). Such a symbol is private. `norm-expand` drops a
    private definition that has no use left; a public one stays.

    Constraints:
    D1: a row program takes an f64 first, its input, and scalars after it.
    D2: a tensor program takes an f64 tensor first, its input; tensors of the
        signature are ranked with dynamic extents.
    D3: an attribute is an f64, an i64 or an index, and its name has no dot.
    D4: f64 is the only float type.
    D5: ops have no memory effects; those of a row program are scalar ops
        without regions, `norm.reduce` excepted.
    D6: reductions, counts and indices of a row program run over the row,
        without `over`; a tensor program has them inside `norm.generic` only.
    D7: a row program yields scalars, a tensor program its signature's results.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
                       OptionalAttr<StrAttr>:$sym_visibility,
                       OptionalAttr<TypeAttrOf<FunctionType>>:$signature,
                       OptionalAttr<DictionaryAttr>:$defaults);
  let regions = (region MaxSizedRegion<1>:$region);
  let extraClassDeclaration = [{
    /// Without a body, which a file is to give.
    bool isDeclaration() { return getRegion().empty(); }
    /// A scalar program for every point of a row; else a program on tensors.
    bool isRowProgram() { return !getSignature(); }
    /// The number declared under a name; null without one.
    ::mlir::TypedAttr getDefault(::mlir::StringAttr name);
    /// The types of the results.
    ::mlir::TypeRange getYieldedTypes() {
      return getBody()->getTerminator()->getOperandTypes();
    }
  }];
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

def Norm_AttributeOp : Norm_BodyOp<"attribute"> {
  let summary = "a number that a use of the definition may override";
  let description = [{
    Constraint AT1: the definition around it declares the name, with the type
    of the result.

    ```mlir
    norm.define @leaky attributes {slope = 0.01} {
    ^bb0(%x: f64):
      %slope = norm.attribute "slope" : f64
      %low = arith.mulf %x, %slope : f64
      %y = arith.maximumf %x, %low : f64
      norm.yield %y : f64
    }
    ```
  }];
  let arguments = (ins StrAttr:$name);
  let results = (outs AnyTypeOf<[F64, I64, Index]>:$result);
  let assemblyFormat = "$name attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Norm_ApplyOp : Norm_BaseOp<"apply", [
    Pure, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "use of a definition";
  let description = [{
    Applies a `norm.define` to tensors of any float types. The first argument is
    the input. A row program runs over the dimensions named by `over`, a tensor
    program has none. `{...}` overrides attributes of the definition. `compute`
    is the type that stands for f64 (default: f64 for f64 inputs, f32 for all
    narrower). Result types are written, never inferred.

    Constraints:
    A1: the definition exists.
    A2: there is one argument per argument of the definition, one result per
        value that it yields.
    A3: an override has a name and a type that the definition declares.
    A4: a row program has dimensions `over` which it runs, with N1 to N3; a
        tensor program has none.
    A5: the first argument is a ranked float tensor; `compute` is f32 or f64,
        not narrower than its elements.
    A6: an argument of a row program follows the operand rule, one of a tensor
        program has the rank of the signature (a scalar has rank 0). f64 stands
        for every float type, all others for themselves.
    A7: a result of a row program has the rank of the input and, per dimension,
        its extent or 1; one of a tensor program has the rank of the signature.
    A8: a result of a row program varies only along dimensions that it has.
    A9: no definition applies itself, directly or through others.

    ```mlir
    norm.define @center {
    ^bb0(%x: f64):
      %sum = norm.reduce <add> %x : f64
      %n = norm.count : f64
      %mean = arith.divf %sum, %n : f64
      %y = arith.subf %x, %mean : f64
      norm.yield %y, %mean : f64, f64
    }
    func.func @use(%x: tensor<2x8x?xf16>) -> (tensor<2x8x?xf16>, tensor<2x1x1xf32>) {
      %y, %mean = norm.apply @center(%x) over [1, 2]
          : (tensor<2x8x?xf16>) -> (tensor<2x8x?xf16>, tensor<2x1x1xf32>)
      return %y, %mean : tensor<2x8x?xf16>, tensor<2x1x1xf32>
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$definition, Variadic<AnyType>:$operands,
                       OptionalAttr<DenseI64ArrayAttr>:$dims,
                       OptionalAttr<Norm_Compute>:$compute,
                       OptionalAttr<DictionaryAttr>:$overrides);
  let results = (outs Variadic<AnyType>:$results);
  let extraClassDeclaration = [{
    /// The tensor that is normalized.
    ::mlir::TypedValue<::mlir::RankedTensorType> getInput() {
      return ::llvm::cast<::mlir::TypedValue<::mlir::RankedTensorType>>(getOperand(0));
    }
    ::mlir::FloatType getComputeType();
  }];
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
}

#endif // NORM_IR_DEFINE_TD
