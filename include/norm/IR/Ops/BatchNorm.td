#ifndef NORM_IR_OPS_BATCHNORM_TD
#define NORM_IR_OPS_BATCHNORM_TD

include "norm/IR/NormOpBase.td"

def Norm_BatchNormOp : Norm_NormalizerOp<"batch_norm", [
    AttrSizedOperandSegments, AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
      "getReducedDims", "getParameterDims", "buildCandidates"]>]> {
  let summary = "standardize by given statistics";
  let description = [{
    $$ y = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}\,\gamma + \beta $$

    with mean and variance as operands: inference of batch norm (Ioffe and
    Szegedy, *Batch Normalization*, 2015) and of every method with statistics
    from elsewhere. Operands of rank 1 lie along `channel_dim`.

    Constraints: N2, N4 to N6.

    ```mlir
    func.func @batch_norm(%x: tensor<2x6x4x4xf32>, %m: tensor<6xf32>, %v: tensor<6xf32>) -> tensor<2x6x4x4xf32> {
      %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
           epsilon 1.0e-5 : tensor<2x6x4x4xf32>
      return %y : tensor<2x6x4x4xf32>
    }
    ```
  }];
  let arguments = (ins Norm_Tensor:$input, Norm_Parameter:$mean,
                       Norm_Parameter:$variance, Optional<Norm_Parameter>:$scale,
                       Optional<Norm_Parameter>:$bias,
                       DefaultValuedAttr<I64Attr, "1">:$channel_dim,
                       Norm_Epsilon:$epsilon,
                       DefaultValuedAttr<Norm_EpsilonMode, "EpsilonMode::inside">:$epsilon_mode,
                       DefaultValuedAttr<Norm_Narrow, "NarrowMode::last">:$narrow,
                       OptionalAttr<Norm_Compute>:$compute);
  let results = (outs Norm_Tensor:$result);
  let assemblyFormat = "$input `mean` `(` $mean `:` type($mean) `)`"
      # "`variance` `(` $variance `:` type($variance) `)`"
      # Norm_Words<>.scale # Norm_Words<>.bias # Norm_Words<>.channel # Norm_Words<>.epsilon
      # Norm_Words<>.narrow # Norm_Words<>.compute # Norm_Words<>.tail;
}

#endif // NORM_IR_OPS_BATCHNORM_TD
