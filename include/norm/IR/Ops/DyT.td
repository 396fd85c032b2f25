#ifndef NORM_IR_OPS_DYT_TD
#define NORM_IR_OPS_DYT_TD

include "norm/IR/NormOpBase.td"

// Maps that bound their input in place of a statistic.
class Norm_BoundedOp<string mnemonic, dag parameters, string format, list<string> declared = []>
    : Norm_NormalizerOp<mnemonic, [
        AttrSizedOperandSegments, AllTypesMatch<["input", "result"]>,
        DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
          "isOdd"] # declared>]> {
  dag leading = (ins Norm_Tensor:$input);
  dag trailing = (ins Optional<Norm_Parameter>:$scale,
                      Optional<Norm_Parameter>:$bias,
                      OptionalAttr<I64Attr>:$channel_dim,
                      DefaultValuedAttr<Norm_Narrow, "NarrowMode::last">:$narrow,
                      OptionalAttr<Norm_Compute>:$compute);
  let arguments = !con(leading, parameters, trailing);
  let results = (outs Norm_Tensor:$result);
  let extraClassDeclaration = nameTable # [{
    ::llvm::SmallVector<int64_t> getReducedDims() { return {}; }
    /// Without `channel_dim`, the last dimension.
    ::llvm::SmallVector<int64_t> getParameterDims() {
      int64_t last = getInput().getType().getRank() - 1;
      return {static_cast<int64_t>(getChannelDim().value_or(last))};
    }
  }];
  let assemblyFormat = "$input `alpha` `(` $alpha `:` type($alpha) `)`" # format
      # Norm_Words<>.scale # Norm_Words<>.bias # Norm_Words<>.channel # Norm_Words<>.narrow
      # Norm_Words<>.compute # Norm_Words<>.tail;
}

def Norm_DyTOp : Norm_BoundedOp<"dyt", (ins Norm_Parameter:$alpha), "", ["buildCandidates"]> {
  let summary = "dynamic tanh: a normalizer without statistics";
  let description = [{
    $$ y = \tanh(\alpha x)\,\gamma + \beta $$

    Operands of rank 1 lie along `channel_dim`, by default the last dimension.
    (Zhu et al., *Transformers without Normalization*, 2025.)

    Law: odd. Constraints: N2, N4, N5.

    ```mlir
    func.func @dyt(%x: tensor<4x8xf32>, %a: tensor<f32>, %g: tensor<8xf32>) -> tensor<4x8xf32> {
      %y = norm.dyt %x alpha(%a : tensor<f32>) scale(%g : tensor<8xf32>) : tensor<4x8xf32>
      return %y : tensor<4x8xf32>
    }
    ```
  }];
}

#endif // NORM_IR_OPS_DYT_TD
