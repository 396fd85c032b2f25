#include "norm/Conversion/Passes.h"
#include "norm/Pipelines/Pipelines.h"
#include "norm/Transforms/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/Transforms/RequestCWrappers.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::norm;

/// Named normalizers become kernels, each with one set of reductions and a
/// plan.
static void addKernels(OpPassManager &pm, const NormToLLVMOptions &options) {
  NormExpandOptions expand;
  expand.dropPublic = true;
  pm.addPass(createNormExpand(expand));
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(createNormFuse());
  pm.addPass(createNormSplit());
  pm.addPass(createNormWidenBodies());
  pm.addPass(createCSEPass());
  NormPlanOptions plan;
  plan.cpu = options.cpu;
  plan.threads = options.threads;
  pm.addPass(createNormPlan(plan));

  // Others are loops over scalars.
  ConvertNormToLinalgOptions others;
  others.unplanned = true;
  pm.addPass(createConvertNormToLinalg(others));
}

/// Tensors become buffers, each with one owner that frees it. A loop may carry
/// a tensor that every iteration makes anew.
static void addBufferization(OpPassManager &pm, unsigned alignment) {
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  // A loop may hand over a new buffer in each iteration.
  bufferize.allowReturnAllocsFromLoops = true;
  bufferize.bufferAlignment = alignment;
  pm.addPass(createConvertElementwiseToLinalgPass());
  pm.addPass(createNormSplitByReshape());
  // A kernel writes where its result is wanted.
  pm.addPass(createNormReshapeDestinations());
  pm.addPass(bufferization::createEmptyTensorEliminationPass());
  pm.addPass(bufferization::createOneShotBufferizePass(bufferize));
  pm.addPass(createCanonicalizerPass());
  pm.addPass(bufferization::createDropEquivalentBufferResultsPass());
  pm.addPass(createCanonicalizerPass());
  bufferization::buildBufferDeallocationPipeline(pm);
  pm.addPass(createConvertBufferizationToMemRefPass());
}

/// Math on floats that the machine has no arithmetic for runs in f32, each op
/// rounded; functions without an instruction become calls.
static void addMath(OpPassManager &module) {
  OpPassManager &pm = module.nest<func::FuncOp>();
  pm.addPass(createNormVectorMath());
  math::MathExtendToSupportedTypesOptions extend;
  extend.extraTypeStrs = {"f16"};
  pm.addPass(math::createMathExtendToSupportedTypes(extend));
  pm.addPass(arith::createArithEmulateUnsupportedFloats({{"bf16"}, "f32"}));
  pm.addPass(createNormRoundToBF16());
  arith::ArithExpandOpsPassOptions expand;
  expand.includeBf16 = true;
  pm.addPass(arith::createArithExpandOpsPass(expand));
  math::MathExpandOpsPassOptions clamp;
  clamp.opMnemonics = {"clampf"};
  pm.addPass(math::createMathExpandOpsPass(clamp));
  ConvertMathToFuncsOptions powers;
  powers.minWidthOfFPowIExponent = 1;
  module.addPass(createConvertMathToFuncs(powers));
}

/// All that is left becomes the LLVM dialect. Functions that LLVM knows are
/// its intrinsics, the others calls of libm.
static void addLLVM(OpPassManager &pm) {
  pm.addPass(createNormAccurateMath());
  pm.addNestedPass<func::FuncOp>(createSCFToControlFlowPass());
  pm.addNestedPass<func::FuncOp>(createConvertVectorToLLVMPass());
  pm.addNestedPass<func::FuncOp>(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  pm.addPass(createConvertToLLVMPass());
  pm.addPass(createNormRequireLLVM());
  pm.addPass(createReconcileUnrealizedCastsPass());
}

void norm::buildNormToLLVMPipeline(OpPassManager &pm,
                                   const NormToLLVMOptions &options) {
  if (options.emitCInterface)
    pm.addNestedPass<func::FuncOp>(LLVM::createLLVMRequestCWrappersPass());

  // Normalizers to planned kernels on tensors, then tensors to buffers.
  addKernels(pm, options);
  addBufferization(pm, options.alignment);

  // Kernels to loops of vectors, other structured ops to loops; subviews and
  // reshapes to address arithmetic. Functions do not wait for each other.
  pm.addPass(createNormOutlineKernels());
  pm.addPass(createConvertNormToVector());
  OpPassManager &functions = pm.nest<func::FuncOp>();
  functions.addPass(createNormCopyToLinalg());
  functions.addPass(createConvertLinalgToLoopsPass());
  functions.addPass(memref::createExpandOpsPass());
  functions.addPass(memref::createExpandStridedMetadataPass());
  functions.addPass(createLowerAffinePass());

  // Scalars and control flow to LLVM.
  addMath(pm);
  addLLVM(pm);
}
