#ifndef NORM_IR_OPS_BATCHNORMTRAINING_TD
#define NORM_IR_OPS_BATCHNORMTRAINING_TD

include "norm/IR/NormOpBase.td"

def Norm_BatchNormTrainingOp : Norm_NormalizerOp<"batch_norm_training", [
    AttrSizedOperandSegments,
    InferTypeOpAdaptor,
    DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
      "getReducedDims", "getParameterDims", "getResultMaps",
      "isShiftInvariant", "isScaleInvariant", "isIdempotent", "isOdd"]>]> {
  let summary = "standardize each channel by the statistics of the batch";
  let description = [{
    $$ y = \frac{x - \mathrm{E}_c[x]}{\sqrt{\mathrm{Var}_c[x] + \epsilon}}\,\gamma_c + \beta_c $$

    with mean and biased variance over all dimensions but the channel, which
    are the second and third result, of shape [C], in `compute`. The update of
    running statistics is arithmetic on [C]. (Ioffe and Szegedy, *Batch
    Normalization*, 2015.)

    Laws: shift invariant; odd; for epsilon going to 0 scale invariant and
    idempotent. Constraints: N2, N4 to N6.

    ```mlir
    func.func @batch_norm_training(%x: tensor<2x6x4x4xf32>) -> (tensor<2x6x4x4xf32>, tensor<6xf32>, tensor<6xf32>) {
      %y, %mean, %variance = norm.batch_norm_training %x epsilon 1.0e-5 : tensor<2x6x4x4xf32>
      return %y, %mean, %variance : tensor<2x6x4x4xf32>, tensor<6xf32>, tensor<6xf32>
    }
    ```
  }];
  let arguments = (ins Norm_Tensor:$input, Optional<Norm_Parameter>:$scale,
                       Optional<Norm_Parameter>:$bias,
                       DefaultValuedOptionalAttr<I64Attr, "1">:$channel_dim,
                       Norm_Epsilon:$epsilon,
                       DefaultValuedAttr<Norm_EpsilonMode, "EpsilonMode::inside">:$epsilon_mode,
                       DefaultValuedAttr<Norm_Narrow, "NarrowMode::last">:$narrow,
                       OptionalAttr<Norm_Compute>:$compute);
  let results = (outs Norm_Tensor:$result, Norm_Statistic:$mean, Norm_Statistic:$variance);
  let assemblyFormat = "$input " # Norm_Words<>.scale # Norm_Words<>.bias # Norm_Words<>.channel
      # Norm_Words<>.epsilon # Norm_Words<>.narrow # Norm_Words<>.compute # Norm_Words<>.tail;
}

#endif // NORM_IR_OPS_BATCHNORMTRAINING_TD
