#ifndef NORM_IR_OPS_RMSNORM_TD
#define NORM_IR_OPS_RMSNORM_TD

include "norm/IR/NormOpBase.td"

def Norm_RMSNormOp : Norm_NormalizerOp<"rms_norm", [
    AttrSizedOperandSegments, AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
      "isScaleInvariant", "isIdempotent", "isOdd", "buildCandidates"]>]> {
  let summary = "divide by the root of the mean square over `dims`";
  let description = [{
    $$ y = \frac{x}{\sqrt{\mathrm{E}[x^2] + \epsilon}}\,\gamma + \beta $$

    (Zhang and Sennrich, *Root Mean Square Layer Normalization*, 2019.)

    `partial = k` takes the mean square over the first k elements of the last
    of `dims` and divides all elements by its root (pRMSNorm, same paper).
    `compressed` reads x as the first n of n + 1 entries that sum to zero, so
    that the square sum gains $(\sum x)^2$ and the divisor is n + 1 (CRMSNorm;
    Jiang et al., *Pre-RMSNorm and Pre-CRMSNorm Transformers*, 2023).

    Laws: odd; for epsilon going to 0 scale invariant and idempotent.
    Constraints: N1 to N6, and

    RN1: `partial` and `compressed` exclude each other.
    RN2: `partial` lies in [1, extent of the last of `dims`].
    RN3: `compressed` has one dimension.

    ```mlir
    func.func @rms_norm(%x: tensor<?x8xbf16>, %g: tensor<8xf32>) -> tensor<?x8xbf16> {
      %y = norm.rms_norm %x scale(%g : tensor<8xf32>) over [1] epsilon 1.0e-6 : tensor<?x8xbf16>
      return %y : tensor<?x8xbf16>
    }
    ```
  }];
  let arguments = (ins Norm_Tensor:$input, Optional<Norm_Parameter>:$scale,
                       Optional<Norm_Parameter>:$bias, DenseI64ArrayAttr:$dims,
                       OptionalAttr<ConfinedAttr<I64Attr, [IntPositive]>>:$partial,
                       UnitAttr:$compressed, Norm_Epsilon:$epsilon,
                       DefaultValuedAttr<Norm_EpsilonMode, "EpsilonMode::inside">:$epsilon_mode,
                       DefaultValuedAttr<Norm_Narrow, "NarrowMode::last">:$narrow,
                       OptionalAttr<Norm_Compute>:$compute);
  let results = (outs Norm_Tensor:$result);
  let assemblyFormat = "$input " # Norm_Words<>.scale # Norm_Words<>.bias # "`over` $dims"
      # "(`partial` $partial^)? (`compressed` $compressed^)?"
      # Norm_Words<>.epsilon # Norm_Words<>.narrow # Norm_Words<>.compute # Norm_Words<>.tail;
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

#endif // NORM_IR_OPS_RMSNORM_TD
