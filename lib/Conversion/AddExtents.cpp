#include "Entry.h"

#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMADDEXTENTS
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

/// The extents of all values that their types do not tell, in order, as one
/// tensor.
static Value collectExtents(OpBuilder &builder, Location loc,
                            ValueRange values) {
  SmallVector<Value> extents;
  for (Value value : values)
    if (auto type = dyn_cast<RankedTensorType>(value.getType()))
      for (int64_t dim = 0; dim < type.getRank(); ++dim)
        if (type.isDynamicDim(dim))
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

/// Answers for the extents of values without computing these; what is unused
/// then is erased on the way.
static LogicalResult simplify(func::FuncOp extents) {
  RewritePatternSet patterns(extents.getContext());
  memref::populateResolveRankedShapedTypeResultDimsPatterns(patterns);
  tensor::DimOp::getCanonicalizationPatterns(patterns, extents.getContext());
  cf::AssertOp::getCanonicalizationPatterns(patterns, extents.getContext());
  return applyPatternsGreedily(extents, std::move(patterns));
}

namespace {
/// What follows from extents and scalar arguments alone.
class Knowledge {
public:
  bool isKnown(Value value) {
    auto [entry, isNew] = known.try_emplace(value, false);
    if (!isNew)
      return entry->second;
    bool follows = derive(value);
    known[value] = follows;
    return follows;
  }

  /// True if whether an assertion is reached, and holds, is known.
  bool isKnown(cf::AssertOp op) {
    Block *block = op->getBlock();
    for (; auto branch = dyn_cast<scf::IfOp>(block->getParentOp());
         block = branch->getBlock())
      if (!isKnown(branch.getCondition()))
        return false;
    return isEntry(block) && isKnown(op.getArg());
  }

private:
  static bool isEntry(Block *block) {
    return block->isEntryBlock() &&
           isa<FunctionOpInterface>(block->getParentOp());
  }

  bool derive(Value value) {
    Operation *op = value.getDefiningOp();
    if (isa_and_nonnull<tensor::DimOp>(op))
      return true;
    if (isa<ShapedType>(value.getType()))
      return false;
    if (!op)
      return isEntry(value.getParentBlock());
    return isMemoryEffectFree(op) && op->getNumRegions() == 0 &&
           llvm::all_of(op->getOperands(),
                        [&](Value operand) { return isKnown(operand); });
  }

  DenseMap<Value, bool> known;
};
} // namespace

/// Erases assertions about elements; true if there were any.
static bool eraseUnknown(func::FuncOp extents) {
  Knowledge knowledge;
  SmallVector<cf::AssertOp> unknown;
  extents.walk([&](cf::AssertOp op) {
    if (!knowledge.isKnown(op))
      unknown.push_back(op);
  });
  for (cf::AssertOp op : unknown)
    op.erase();
  return !unknown.empty();
}

namespace {
struct NormAddExtents final : norm::impl::NormAddExtentsBase<NormAddExtents> {
  using NormAddExtentsBase::NormAddExtentsBase;

  void runOnOperation() override {
    FailureOr<func::FuncOp> function = findEntry(getOperation(), entry);
    if (failed(function))
      return signalPassFailure();
    func::FuncOp extents = cloneForExtents(*function, entry + "_extents");
    if (failed(simplify(extents)))
      return signalPassFailure();
    if (!eraseUnknown(extents))
      function->walk([](cf::AssertOp op) { op.erase(); });
    else if (failed(simplify(extents)))
      return signalPassFailure();
  }
};
} // namespace
