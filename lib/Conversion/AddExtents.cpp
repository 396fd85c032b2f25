#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMADDEXTENTS
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;

/// The extents of all values, in order, as one tensor.
static Value collectExtents(OpBuilder &builder, Location loc,
                            ValueRange values) {
  SmallVector<Value> extents;
  for (Value value : values)
    if (auto type = dyn_cast<RankedTensorType>(value.getType()))
      for (int64_t dim = 0; dim < type.getRank(); ++dim)
        extents.push_back(
            tensor::DimOp::create(builder, loc, value, dim).getResult());
  int64_t size = extents.size();
  Value all = tensor::EmptyOp::create(builder, loc, ArrayRef<int64_t>{size},
                                      builder.getIndexType());
  for (auto [position, extent] : llvm::enumerate(extents)) {
    Value at = arith::ConstantIndexOp::create(builder, loc, position);
    all = tensor::InsertOp::create(builder, loc, extent, all, at);
  }
  return all;
}

/// The function that computes what `function` does and returns the extents of
/// its results.
static func::FuncOp cloneForExtents(func::FuncOp function, StringRef name) {
  OpBuilder builder(function);
  func::FuncOp clone = function.clone();
  builder.insert(clone);
  clone.setName(name);
  Type extentsType;
  clone.walk([&](func::ReturnOp op) {
    builder.setInsertionPoint(op);
    Value extents = collectExtents(builder, op.getLoc(), op.getOperands());
    extentsType = extents.getType();
    op.getOperandsMutable().assign(extents);
  });
  clone.setResAttrsAttr(nullptr);
  clone.setType(builder.getFunctionType(clone.getArgumentTypes(), extentsType));
  return clone;
}

/// True if only the extents of tensors are looked at, never their elements.
static bool readsOnlyExtents(func::FuncOp function) {
  return llvm::all_of(function.getArguments(), [](BlockArgument argument) {
    return !isa<TensorType>(argument.getType()) ||
           llvm::all_of(argument.getUsers(), llvm::IsaPred<tensor::DimOp>);
  });
}

namespace {
struct NormAddExtents final : norm::impl::NormAddExtentsBase<NormAddExtents> {
  using NormAddExtentsBase::NormAddExtentsBase;

  void runOnOperation() override {
    auto function = getOperation().lookupSymbol<func::FuncOp>(entry);
    if (!function || function.isExternal()) {
      getOperation().emitError("expects a function '")
          << entry << "' with a body";
      return signalPassFailure();
    }
    func::FuncOp extents = cloneForExtents(function, entry + "_extents");
    if (failed(simplify(extents)))
      return signalPassFailure();
    if (readsOnlyExtents(extents))
      function.walk([](cf::AssertOp op) { op.erase(); });
  }

  /// Answers for the extents of a value without computing it.
  LogicalResult simplify(func::FuncOp extents) {
    OpPassManager passes(func::FuncOp::getOperationName());
    passes.addPass(memref::createResolveRankedShapeTypeResultDimsPass());
    passes.addPass(createCSEPass());
    passes.addPass(createCanonicalizerPass());
    return runPipeline(passes, extents);
  }
};
} // namespace
