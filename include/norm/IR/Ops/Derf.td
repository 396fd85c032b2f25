#ifndef NORM_IR_OPS_DERF_TD
#define NORM_IR_OPS_DERF_TD

include "norm/IR/Ops/DyT.td"

def Norm_DerfOp : Norm_BoundedOp<"derf",
    (ins Norm_Parameter:$alpha, Optional<Norm_Parameter>:$shift),
    "(`shift` `(` $shift^ `:` type($shift) `)`)?"> {
  let summary = "dynamic erf: a normalizer without statistics";
  let description = [{
    $$ y = \mathrm{erf}(\alpha x + s)\,\gamma + \beta $$

    Operands of rank 1 lie along `channel_dim`, by default the last dimension.
    (Chen et al., *Stronger Normalization-Free Transformers*, 2025.)

    Law: without shift, odd. Constraints: N2, N4, N5.

    ```mlir
    func.func @derf(%x: tensor<4x8xf32>, %a: tensor<f32>, %s: tensor<f32>) -> tensor<4x8xf32> {
      %y = norm.derf %x alpha(%a : tensor<f32>) shift(%s : tensor<f32>) : tensor<4x8xf32>
      return %y : tensor<4x8xf32>
    }
    ```
  }];
}

#endif // NORM_IR_OPS_DERF_TD
