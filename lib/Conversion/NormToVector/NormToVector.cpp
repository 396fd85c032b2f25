#include "Threads.h"

#include "norm/Conversion/Machine.h"
#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::norm {
#define GEN_PASS_DEF_CONVERTNORMTOVECTOR
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

static PlanAttr getPlan(GenericOp op) {
  return op->getAttrOfType<PlanAttr>(NormDialect::planName);
}

namespace {
struct ConvertNormToVector final
    : norm::impl::ConvertNormToVectorBase<ConvertNormToVector> {
  void runOnOperation() override {
    MachineAttr machine = findMachine(getOperation());
    SmallVector<GenericOp> generics;
    getOperation()->walk([&](GenericOp op) { generics.push_back(op); });
    for (GenericOp op : generics)
      if (failed(convert(op, machine)))
        return signalPassFailure();
    numConverted += generics.size();
  }

  LogicalResult convert(GenericOp op, MachineAttr machine) {
    PlanAttr plan = getPlan(op);
    if (op->getNumResults() != 0)
      return op.emitOpError("expects buffers here; bufferize first");
    if (!machine || !plan || !plan.getLanes() || !plan.getVectors())
      return op.emitOpError("expects a whole norm.plan, and norm.machine on "
                            "the module; run norm-plan first");
    if (plan.getThreads() > 1 && isa<func::FuncOp>(op->getParentOp())) {
      emitThreads(op, plan, machine);
    } else {
      OpBuilder builder(op);
      Kernel kernel(op, plan, machine, builder);
      Value begin = arith::ConstantIndexOp::create(builder, op.getLoc(), 0);
      kernel.emit(begin, kernel.numUnits());
    }
    op.erase();
    return success();
  }
};
} // namespace
