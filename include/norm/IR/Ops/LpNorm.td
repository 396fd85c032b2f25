#ifndef NORM_IR_OPS_LPNORM_TD
#define NORM_IR_OPS_LPNORM_TD

include "norm/IR/NormOpBase.td"

def Norm_LpNormOp : Norm_NormalizerOp<"lp_norm", [
    AttrSizedOperandSegments, AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
      "isScaleInvariant", "isIdempotent", "isOdd", "buildCandidates"]>]> {
  let summary = "divide by the p-norm over `dims`";
  let description = [{
    $$ y = \frac{x}{\lVert x \rVert_p}\,\gamma + \beta, \qquad
       \lVert x \rVert_p = \Bigl(\sum |x|^p\Bigr)^{1/p} $$

    for p = 1, 2 or infinity, spelled `l1`, `l2`, `linf`. With the denominator
    d, `epsilon_mode` gives $(d^p + \epsilon)^{1/p}$ (inside), $d + \epsilon$
    (outside) or $\max(d, \epsilon)$ (clamp). L2-normalize is `l2` with
    `clamp`; ScaleNorm adds a scalar scale (Nguyen and Salazar, *Transformers
    without Tears*, 2019), QK-norm takes one per head (Henry et al.,
    *Query-Key Normalization*, 2020).

    Laws: odd; for epsilon going to 0 scale invariant and idempotent.
    Constraints: N1 to N6, and LP1: `inside` needs a finite p.

    ```mlir
    func.func @l2_normalize(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
      %y = norm.lp_norm %x l2 over [1] epsilon 1.0e-12 epsilon_mode clamp : tensor<4x8xf32>
      return %y : tensor<4x8xf32>
    }
    ```
  }];
  let arguments = (ins Norm_Tensor:$input, Optional<Norm_Parameter>:$scale,
                       Optional<Norm_Parameter>:$bias, Norm_Order:$order,
                       DenseI64ArrayAttr:$dims, Norm_Epsilon:$epsilon,
                       DefaultValuedAttr<Norm_EpsilonMode, "EpsilonMode::inside">:$epsilon_mode,
                       DefaultValuedAttr<Norm_Narrow, "NarrowMode::last">:$narrow,
                       OptionalAttr<Norm_Compute>:$compute);
  let results = (outs Norm_Tensor:$result);
  let assemblyFormat = "$input `` $order " # Norm_Words<>.scale # Norm_Words<>.bias # "`over` $dims"
      # Norm_Words<>.epsilon # Norm_Words<>.narrow # Norm_Words<>.compute # Norm_Words<>.tail;
  let hasVerifier = 1;
  let hasCanonicalizeMethod = 1;
}

#endif // NORM_IR_OPS_LPNORM_TD
