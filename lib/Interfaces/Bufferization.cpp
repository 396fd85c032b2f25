// BufferizableOpInterface: norm.generic writes its destinations; named ops say
// what to run first.
#include "Models.h"
#include "norm/IR/OpList.h"

#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"

using namespace mlir;
using namespace mlir::bufferization;
using namespace mlir::norm;

/// The operand as a buffer; scalars stay.
static FailureOr<Value> toBuffer(RewriterBase &rewriter, Value operand,
                                 const BufferizationOptions &options,
                                 const BufferizationState &state) {
  if (!isa<TensorType>(operand.getType()))
    return operand;
  return getBuffer(rewriter, operand, options, state);
}

namespace {
struct GenericModel final
    : DstBufferizableOpInterfaceExternalModel<GenericModel, GenericOp> {
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand,
                              const AnalysisState &) const {
    return cast<GenericOp>(op).isDpsInput(&operand);
  }

  /// An output element is written after every reduction of its point, and
  /// nothing but its own point reads an operand that lies like the output over
  /// all iterators. An operand that is broadcast is read again by other points.
  bool bufferizesToElementwiseAccess(Operation *op, const AnalysisState &,
                                     ArrayRef<OpOperand *> operands) const {
    auto generic = cast<GenericOp>(op);
    AffineMap first = generic.getMatchingIndexingMap(operands.front());
    return first.isPermutation() &&
           llvm::all_of(operands, [&](OpOperand *operand) {
             return generic.getMatchingIndexingMap(operand) == first;
           });
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    auto generic = cast<GenericOp>(op);
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(op);
    SmallVector<Value> operands;
    for (Value operand : op->getOperands()) {
      FailureOr<Value> buffer = toBuffer(rewriter, operand, options, state);
      if (failed(buffer))
        return failure();
      operands.push_back(*buffer);
    }
    mlir::clone(rewriter, op, TypeRange(), operands);
    replaceOpWithBufferizedValues(
        rewriter, op,
        ArrayRef(operands).drop_front(generic.getInputs().size()));
    return success();
  }
};

/// A named op or a use of a definition has no destination to write to.
template <typename OpTy>
struct NamedModel final
    : BufferizableOpInterface::ExternalModel<NamedModel<OpTy>, OpTy> {
  bool bufferizesToAllocation(Operation *, Value) const { return true; }
  bool bufferizesToMemoryRead(Operation *, OpOperand &,
                              const AnalysisState &) const {
    return true;
  }
  bool bufferizesToMemoryWrite(Operation *, OpOperand &,
                               const AnalysisState &) const {
    return false;
  }
  AliasingValueList getAliasingValues(Operation *, OpOperand &,
                                      const AnalysisState &) const {
    return {};
  }

  /// Refused here, so that the error is the only one.
  LogicalResult verifyAnalysis(Operation *op, const AnalysisState &) const {
    return op->emitOpError("expects norm-expand to run before bufferization");
  }
  LogicalResult bufferize(Operation *, RewriterBase &,
                          const BufferizationOptions &,
                          BufferizationState &) const {
    return failure();
  }
};
} // namespace

void norm::attachBufferizationModels(MLIRContext *context) {
  GenericOp::attachInterface<GenericModel>(*context);
  ApplyOp::attachInterface<NamedModel<ApplyOp>>(*context);
  forEachNormalizer([&](auto *op) {
    using OpTy = std::remove_pointer_t<decltype(op)>;
    OpTy::template attachInterface<NamedModel<OpTy>>(*context);
  });
}
