#include "norm/Conversion/Passes.h"
#include "norm/IR/Norm.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMOUTLINEKERNELS
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

static constexpr auto sameUpToOperands =
    OperationEquivalence::Flags::IgnoreLocations;

/// Kernels are equal if they compute the same on operands of the same types.
static llvm::hash_code hashKernel(GenericOp op) {
  llvm::hash_code types = llvm::hash_combine_range(op->getOperandTypes());
  return llvm::hash_combine(
      types, OperationEquivalence::computeHash(
                 op, OperationEquivalence::ignoreHashValue,
                 OperationEquivalence::ignoreHashValue, sameUpToOperands));
}

static bool areEqualKernels(GenericOp a, GenericOp b) {
  return a->getOperandTypes() == b->getOperandTypes() &&
         OperationEquivalence::isEquivalentTo(
             a, b, OperationEquivalence::ignoreValueEquivalence, nullptr,
             sameUpToOperands) &&
         OperationEquivalence::isRegionEquivalentTo(
             &a.getRegion(), &b.getRegion(), sameUpToOperands);
}

namespace {
struct NormOutlineKernels final
    : norm::impl::NormOutlineKernelsBase<NormOutlineKernels> {
  void runOnOperation() override {
    SmallVector<GenericOp> generics;
    getOperation()->walk([&](GenericOp op) {
      if (op->getNumResults() == 0)
        generics.push_back(op);
    });
    SymbolTable symbols(getOperation());
    llvm::DenseMap<size_t, SmallVector<func::FuncOp, 1>> known;
    for (GenericOp op : generics) {
      auto &candidates = known[hashKernel(op)];
      func::FuncOp *found = llvm::find_if(candidates, [&](func::FuncOp kernel) {
        return areEqualKernels(op, *kernel.getOps<GenericOp>().begin());
      });
      if (found == candidates.end()) {
        candidates.push_back(outline(op, symbols));
        found = &candidates.back();
        ++numKernels;
      }
      OpBuilder builder(op);
      func::CallOp::create(builder, op.getLoc(), *found, op->getOperands());
      op.erase();
      ++numCalls;
    }
  }

  /// A private function that runs a copy of `op` on its arguments.
  func::FuncOp outline(GenericOp op, SymbolTable &symbols) {
    OpBuilder builder(op.getContext());
    auto type = builder.getFunctionType(op->getOperandTypes(), {});
    auto kernel =
        func::FuncOp::create(builder, op.getLoc(), "norm_kernel", type);
    kernel.setPrivate();
    kernel->setAttr(
        "llvm.linkage",
        LLVM::LinkageAttr::get(&getContext(), LLVM::Linkage::Internal));
    symbols.insert(kernel, getOperation().getBody()->end());
    Block *body = kernel.addEntryBlock();
    builder.setInsertionPointToEnd(body);
    Operation *copy = builder.clone(*op);
    copy->setOperands(body->getArguments());
    func::ReturnOp::create(builder, op.getLoc());
    return kernel;
  }
};
} // namespace
