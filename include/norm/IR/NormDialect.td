#ifndef NORM_IR_NORMDIALECT_TD
#define NORM_IR_NORMDIALECT_TD

include "mlir/IR/OpBase.td"

def Norm_Dialect : Dialect {
  let name = "norm";
  let summary = "normalizers: reduce a row, then map it";
  let cppNamespace = "::mlir::norm";
  let description = [{
    LayerNorm, RMSNorm, BatchNorm, GroupNorm, softmax, DyT and their relatives
    as values on ranked tensors.

    There are three kinds of op. *Named ops* (`norm.layer_norm`, ...) are what
    rewrites talk about: methods with laws of their own. `norm.generic` is what
    code generation talks about: `linalg.generic` whose scalar body may reduce.
    *Definitions* (`norm.define`, `norm.apply`) are normalizers written by a
    user, over the reals.

    **Operand rule.** Let the input have rank r. An operand of rank r has, per
    dimension, the input's extent or a static 1 (`?` equals the input's, never
    a run-time 1). An operand of rank 0 is a scalar, spelled as a tensor or as
    a plain float. An operand of rank k, where k is the number of `dims` (or 1,
    for ops with a channel), lies along those dimensions in order. Anything
    else is an error, also where sizes would fit. An operand never enlarges
    the result, may have any float type, and converts to `compute`.

    **Constraints** of every named op, with the dimensions that it reduces (or
    its parameters lie along, where it reduces none):

    N1: there is at least one dimension.
    N2: every dimension, and the channel, lies in [0, r).
    N3: dimensions increase.
    N4: operands follow the operand rule.
    N5: `compute` is f32 or f64 and not narrower than the data.
    N6: `epsilon` is finite and not negative.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
    "::mlir::tensor::TensorDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::vector::VectorDialect", "::mlir::cf::ControlFlowDialect",
    "::mlir::affine::AffineDialect"
  ];
  let useDefaultAttributePrinterParser = 1;
  let hasCanonicalizer = 1;
  let hasOperationAttrVerify = 1;
  let extraClassDeclaration = [{
    /// How an op is to be computed, and for which machine: discardable
    /// attributes of ops and of modules.
    static constexpr ::llvm::StringLiteral planName = "norm.plan";
    static constexpr ::llvm::StringLiteral machineName = "norm.machine";
  }];
}

#endif // NORM_IR_NORMDIALECT_TD
