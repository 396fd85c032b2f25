#ifndef NORM_IR_OPS_LAYERNORM_TD
#define NORM_IR_OPS_LAYERNORM_TD

include "norm/IR/NormOpBase.td"

def Norm_LayerNormOp : Norm_NormalizerOp<"layer_norm", [
    AttrSizedOperandSegments, AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
      "isShiftInvariant", "isScaleInvariant", "isIdempotent", "isOdd",
      "buildCandidates"]>]> {
  let summary = "center and divide by the standard deviation over `dims`";
  let description = [{
    $$ y = \frac{x - \mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}}\,\gamma + \beta $$

    with mean and variance over `dims`, divisor n - `ddof`. Scale and bias
    follow the operand rule. (Ba et al., *Layer Normalization*, 2016.)

    Laws: shift invariant; odd; for epsilon going to 0 scale invariant and
    idempotent. Constraints: N1 to N6.

    ```mlir
    func.func @layer_norm(%x: tensor<4x8xf32>, %g: tensor<8xf32>, %b: tensor<8xf32>) -> tensor<4x8xf32> {
      %y = norm.layer_norm %x scale(%g : tensor<8xf32>) bias(%b : tensor<8xf32>)
           over [1] epsilon 1.0e-5 : tensor<4x8xf32>
      return %y : tensor<4x8xf32>
    }
    ```
  }];
  let arguments = (ins Norm_Tensor:$input, Optional<Norm_Parameter>:$scale,
                       Optional<Norm_Parameter>:$bias, DenseI64ArrayAttr:$dims,
                       Norm_Epsilon:$epsilon,
                       DefaultValuedAttr<Norm_EpsilonMode, "EpsilonMode::inside">:$epsilon_mode,
                       DefaultValuedAttr<Norm_Ddof, "0">:$ddof,
                       DefaultValuedAttr<Norm_Narrow, "NarrowMode::last">:$narrow,
                       OptionalAttr<Norm_Compute>:$compute);
  let results = (outs Norm_Tensor:$result);
  let assemblyFormat = "$input " # Norm_Words<>.scale # Norm_Words<>.bias # "`over` $dims"
      # Norm_Words<>.epsilon # Norm_Words<>.ddof # Norm_Words<>.narrow # Norm_Words<>.compute # Norm_Words<>.tail;
}

#endif // NORM_IR_OPS_LAYERNORM_TD
