#ifndef NORM_IR_NORMINTERFACES_TD
#define NORM_IR_NORMINTERFACES_TD

include "mlir/IR/OpBase.td"

def NormalizationOpInterface : OpInterface<"NormalizationOpInterface"> {
  let cppNamespace = "::mlir::norm";
  let description = [{
    What every normalizer can say about itself. Rewrites, expansion, tiling and
    recognition ask these questions; they never ask for an op's class.
  }];
  let methods = [
    InterfaceMethod<"The tensor that is normalized.",
      "::mlir::TypedValue<::mlir::RankedTensorType>", "getInput">,
    InterfaceMethod<"The dimensions a statistic runs over, strictly increasing; none for a map.",
      "::llvm::SmallVector<int64_t>", "getReducedDims", (ins), "",
      [{ return ::llvm::to_vector($_op.getDims()); }]>,
    InterfaceMethod<"The dimensions that an operand of lower rank lies along, in order.",
      "::llvm::SmallVector<int64_t>", "getParameterDims", (ins), "",
      [{ return $_op.getReducedDims(); }]>,
    InterfaceMethod<"The type that statistics are taken in: f32 or f64.",
      "::mlir::FloatType", "getComputeType", (ins), "",
      [{ return ::mlir::norm::detail::computeType($_op.getInput().getType(), $_op.getCompute()); }]>,
    InterfaceMethod<"The name of an operand, as its definition gives it.",
      "::llvm::StringRef", "getOperandName", (ins "unsigned":$operand), "",
      [{ return ::mlir::norm::detail::operandName($_op, operand); }]>,
    InterfaceMethod<"Where values are rounded to the data type; `last` for ops that leave no choice.",
      "::mlir::norm::NarrowMode", "getNarrowMode", (ins), "",
      [{ return ::mlir::norm::detail::narrowMode($_op); }]>,
    InterfaceMethod<"How results lie in the iteration space of the input, one map per result.",
      "::llvm::SmallVector<::mlir::AffineMap>", "getResultMaps", (ins), "",
      [{ return ::mlir::norm::detail::resultMaps($_op); }]>,
    InterfaceMethod<"Law: n(x + c) = n(x) for every c constant along the dimensions.",
      "bool", "isShiftInvariant", (ins), "", [{ return false; }]>,
    InterfaceMethod<"Law: n(a x) = n(x) for every a > 0 constant along the dimensions, for epsilon going to 0.",
      "bool", "isScaleInvariant", (ins), "", [{ return false; }]>,
    InterfaceMethod<"Law: n(n(x)) = n(x) without scale and bias, for epsilon going to 0.",
      "bool", "isIdempotent", (ins), "", [{ return false; }]>,
    InterfaceMethod<"Law: n(-x) = -n(x) without bias.",
      "bool", "isOdd", (ins), "", [{ return false; }]>,
    InterfaceMethod<[{
        Writes the defining formula as the body of a `norm.generic` over the
        input's dimensions; returns one scalar per result.
      }],
      "::llvm::SmallVector<::mlir::Value>", "buildBody",
      (ins "::mlir::norm::Formula &":$formula)>,
    InterfaceMethod<[{
        Emits the definition at the builder's insertion point, a `norm.generic`
        and the reshapes around it where the op needs them; returns one value
        per result.
      }],
      "::llvm::SmallVector<::mlir::Value>", "expand",
      (ins "::mlir::OpBuilder &":$builder), "",
      [{ return ::mlir::norm::detail::expandOverInput($_op, builder); }]>,
    InterfaceMethod<"Whether a scale and a bias may follow the statistics.",
      "bool", "takesAffine", (ins), "",
      [{ return ::mlir::norm::detail::takesAffine<ConcreteOp>(); }]>,
    InterfaceMethod<"Sets the scale and the bias of an op that takes them; null for none.",
      "void", "setAffine", (ins "::mlir::Value":$scale, "::mlir::Value":$bias), "",
      [{ ::mlir::norm::detail::setAffine($_op, scale, bias); }]>,
    StaticInterfaceMethod<[{
        Recognition: creates each form of this op on `input`, with statistics
        over `dims` (where statistics are operands: given along `dims`) and
        without scale and bias. Operands other than the input are unknowns to
        be solved for. A form that `dims` does not admit is left out.
      }],
      "void", "buildCandidates",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
           "::mlir::Value":$input, "::llvm::ArrayRef<int64_t>":$dims,
           "double":$epsilon,
           "::llvm::SmallVectorImpl<::mlir::Operation *> &":$candidates),
      "", [{ return; }]>
  ];
  let verify = [{ return ::mlir::norm::detail::verifyNormalization($_op); }];
}

#endif // NORM_IR_NORMINTERFACES_TD
