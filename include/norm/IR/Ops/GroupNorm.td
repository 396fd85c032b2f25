#ifndef NORM_IR_OPS_GROUPNORM_TD
#define NORM_IR_OPS_GROUPNORM_TD

include "norm/IR/NormOpBase.td"

def Norm_GroupNormOp : Norm_NormalizerOp<"group_norm", [
    AttrSizedOperandSegments, AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
      "getReducedDims", "getParameterDims", "expand", "isShiftInvariant",
      "isScaleInvariant", "isIdempotent", "isOdd"]>]> {
  let summary = "layer norm within groups of channels";
  let description = [{
    Dimension 0 is the batch. The C channels of `channel_dim` form `groups`
    consecutive groups; mean and variance are taken per sample and group, over
    its C / G channels and all other dimensions:

    $$ y = \frac{x - \mathrm{E}_g[x]}{\sqrt{\mathrm{Var}_g[x] + \epsilon}}\,\gamma_c + \beta_c $$

    Scale and bias of rank 1 lie along the channel. Instance norm is
    `groups` = C. (Wu and He, *Group Normalization*, 2018; Ulyanov et al.,
    *Instance Normalization*, 2016.) Expands over (n, g, c, ...) between a
    `tensor.expand_shape` and a `tensor.collapse_shape`.

    Laws: shift invariant; odd; for epsilon going to 0 scale invariant and
    idempotent. Constraints: N2, N4 to N6, and

    GN1: `channel_dim` is not the batch.
    GN2: `groups` is positive and divides every static channel extent; a
         dynamic one is checked at run time.

    ```mlir
    func.func @group_norm(%x: tensor<2x6x4x4xf32>, %g: tensor<6xf32>) -> tensor<2x6x4x4xf32> {
      %y = norm.group_norm %x scale(%g : tensor<6xf32>) groups 3 epsilon 1.0e-5 : tensor<2x6x4x4xf32>
      return %y : tensor<2x6x4x4xf32>
    }
    ```
  }];
  let arguments = (ins Norm_Tensor:$input, Optional<Norm_Parameter>:$scale,
                       Optional<Norm_Parameter>:$bias,
                       ConfinedAttr<I64Attr, [IntPositive]>:$groups,
                       DefaultValuedAttr<I64Attr, "1">:$channel_dim,
                       Norm_Epsilon:$epsilon,
                       DefaultValuedAttr<Norm_EpsilonMode, "EpsilonMode::inside">:$epsilon_mode,
                       DefaultValuedAttr<Norm_Ddof, "0">:$ddof,
                       DefaultValuedAttr<Norm_Narrow, "NarrowMode::last">:$narrow,
                       OptionalAttr<Norm_Compute>:$compute);
  let results = (outs Norm_Tensor:$result);
  let assemblyFormat = "$input " # Norm_Words<>.scale # Norm_Words<>.bias # "`groups` $groups"
      # Norm_Words<>.channel # Norm_Words<>.epsilon # Norm_Words<>.ddof # Norm_Words<>.narrow
      # Norm_Words<>.compute # Norm_Words<>.tail;
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

#endif // NORM_IR_OPS_GROUPNORM_TD
