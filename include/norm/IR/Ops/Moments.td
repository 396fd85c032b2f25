#ifndef NORM_IR_OPS_MOMENTS_TD
#define NORM_IR_OPS_MOMENTS_TD

include "norm/IR/NormOpBase.td"

def Norm_MomentsOp : Norm_NormalizerOp<"moments", [
    InferTypeOpAdaptor,
    DeclareOpInterfaceMethods<NormalizationOpInterface, ["buildBody",
      "getReducedDims", "getResultMaps"]>]> {
  let summary = "statistics as values";
  let description = [{
    One result per named moment, each over its own dimensions D:

    $$ \mathrm{mean} = \mathrm{E}_D[x], \quad
       \mathrm{raw\_second} = \mathrm{E}_D[x^2], \quad
       \mathrm{central\_second} = \mathrm{E}_D[(x - \mathrm{E}_D[x])^2] $$

    the last with divisor n - `ddof`. Reduced dimensions stay, with extent 1,
    in `compute`, so that results are operands without reshaping. AdaIN,
    alpha-BN, EvoNorm and LieBN compose from it.

    Constraints: N1 to N6, for the dimensions of each moment, and
    MO1: there is one list of dimensions per moment.
    MO2: `ddof` needs a `central_second`.

    ```mlir
    func.func @moments(%x: tensor<4x8xf32>) -> (tensor<4x1xf32>, tensor<1x1xf32>) {
      %mean, %variance = norm.moments %x mean over [1], central_second over [0, 1] : tensor<4x8xf32>
      return %mean, %variance : tensor<4x1xf32>, tensor<1x1xf32>
    }
    ```
  }];
  let arguments = (ins Norm_Tensor:$input, Norm_MomentArray:$kinds,
                       TypedArrayAttrBase<DenseI64ArrayAttr, "array of dimension lists">:$moment_dims,
                       DefaultValuedAttr<Norm_Ddof, "0">:$ddof,
                       OptionalAttr<Norm_Compute>:$compute);
  let results = (outs Variadic<Norm_Statistic>:$results);
  let assemblyFormat = "$input custom<Moments>($kinds, $moment_dims)" # Norm_Words<>.ddof
      # Norm_Words<>.compute # Norm_Words<>.tail;
  let extraClassDeclaration = nameTable # [{
    ::llvm::SmallVector<Moment> getMoments();
    /// The dimensions of one moment.
    ::llvm::ArrayRef<int64_t> getDimsOf(unsigned i);
  }];
  let hasVerifier = 1;
}

#endif // NORM_IR_OPS_MOMENTS_TD
