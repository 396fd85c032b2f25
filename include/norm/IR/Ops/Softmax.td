#ifndef NORM_IR_OPS_SOFTMAX_TD
#define NORM_IR_OPS_SOFTMAX_TD

include "norm/IR/NormOpBase.td"

// Normalizers by exponentials: what softmax and log-softmax share.
class Norm_ExponentialOp<string mnemonic> : Norm_NormalizerOp<mnemonic, [
    AttrSizedOperandSegments,
    AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
      "isShiftInvariant", "buildCandidates"]>]> {
  let arguments = (ins Norm_Tensor:$input, Optional<Norm_Parameter>:$scale,
                       Optional<Norm_Mask>:$mask, Optional<Norm_Parameter>:$sink,
                       DenseI64ArrayAttr:$dims,
                       DefaultValuedAttr<Norm_OnEmpty, "OnEmpty::nan">:$on_empty,
                       OptionalAttr<Norm_Compute>:$compute);
  let results = (outs Norm_Tensor:$result, Optional<Norm_Statistic>:$lse);
  let assemblyFormat = "$input " # Norm_Words<>.scale
      # "(`mask` `(` $mask^ `:` type($mask) `)`)? (`sink` `(` $sink^ `:` type($sink) `)`)?"
      # "`over` $dims (`on_empty` `` $on_empty^)?" # Norm_Words<>.compute # Norm_Words<>.tail
      # "(`,` type($lse)^)?";
  let hasVerifier = 1;
  let extraClassDefinition = reify # [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::mlir::norm::detail::verifyExponential(*this, getMask(), getSink(), getLse());
    }
    void $cppClass::buildCandidates(
        ::mlir::OpBuilder &builder, ::mlir::Location loc, ::mlir::Value input,
        ::llvm::ArrayRef<int64_t> dims, double epsilon,
        ::llvm::SmallVectorImpl<::mlir::Operation *> &candidates) {
      ::mlir::norm::detail::buildExponentials<$cppClass>(builder, loc, input, dims, epsilon, candidates);
    }
  }];
}

def Norm_SoftmaxOp : Norm_ExponentialOp<"softmax"> {
  let summary = "exponentials over `dims` that sum to one";
  let description = [{
    $$ y = \frac{\exp(z - M)}{\sum \exp(z - M) + \exp(s - M)}, \qquad
       z = \mathrm{scale}\cdot x + \mathrm{mask} $$

    M is the maximum of the row, sink included. `mask` has the input's rank and
    is float (added) or i1 (true keeps, false is -inf). `sink` s is a logit
    without result, constant along `dims` (Xiao et al., *Efficient Streaming
    Language Models with Attention Sinks*, 2023); without it the second term is
    absent. The optional second result is LSE = M + log of the denominator, with
    extent 1 along `dims`, in `compute`.

    A row is empty if every z is -inf and there is no sink; then y is NaN or 0
    by `on_empty`, and LSE is -inf. A NaN in z gives NaN.

    Law: without sink, shift invariant where scale is constant along `dims`. Constraints: N1 to N5, and

    SM1: `mask` has the rank of the input.
    SM2: `sink` is a scalar, or has the input's rank and extent 1 along `dims`.
    SM3: the second result has the input's shape with 1 along `dims`, in `compute`.

    ```mlir
    func.func @softmax(%x: tensor<2x4x?xf32>, %m: tensor<1x1x?xi1>) -> (tensor<2x4x?xf32>, tensor<2x4x1xf32>) {
      %y, %lse = norm.softmax %x mask(%m : tensor<1x1x?xi1>) over [2] on_empty zero
          : tensor<2x4x?xf32>, tensor<2x4x1xf32>
      return %y, %lse : tensor<2x4x?xf32>, tensor<2x4x1xf32>
    }
    ```
  }];
}

#endif // NORM_IR_OPS_SOFTMAX_TD
