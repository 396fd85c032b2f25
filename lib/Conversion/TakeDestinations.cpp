#include "Entry.h"

#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMTAKEDESTINATIONS
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;
using bufferization::BufferizationDialect;

/// A scalar travels in a tensor of rank 0.
static RankedTensorType getArrayType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? tensor : RankedTensorType::get({}, type);
}

/// The types that have no array.
static bool hasArray(Type type) {
  return isa<RankedTensorType>(type) || type.isIntOrIndexOrFloat();
}

namespace {
/// Rewrites one function.
class Entry {
public:
  Entry(func::FuncOp function, ArrayRef<int64_t> inPlace)
      : function(function), inPlace(inPlace), builder(function.getContext()),
        numInputs(function.getNumArguments()) {}

  /// Fails at a call, at a type that has no array, and at a result that cannot
  /// be in place.
  LogicalResult check();
  void rewrite();

private:
  /// The argument that result `number` overwrites, or none.
  std::optional<int64_t> getOverwritten(unsigned number) const {
    if (number >= inPlace.size() || inPlace[number] < 0)
      return std::nullopt;
    return inPlace[number];
  }
  void takeArrays();
  void addDestinations();
  void rewriteReturn(func::ReturnOp op);
  Value store(Location loc, Value result, Value destination);

  func::FuncOp function;
  ArrayRef<int64_t> inPlace;
  OpBuilder builder;
  unsigned numInputs;
  SmallVector<Value> destinations;
};
} // namespace

/// What a callee would have to say has no status.
static LogicalResult checkCalls(func::FuncOp function) {
  WalkResult result = function.walk([](func::CallOp call) {
    call.emitOpError("expects a body of '")
        << call.getCallee() << "' to inline";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

LogicalResult Entry::check() {
  if (failed(checkCalls(function)))
    return failure();
  FunctionType type = function.getFunctionType();
  for (Type side :
       llvm::concat<const Type>(type.getInputs(), type.getResults()))
    if (!hasArray(side))
      return function.emitError("expects ranked tensors and scalars, got ")
             << side;
  for (unsigned number = 0; number < type.getNumResults(); ++number) {
    std::optional<int64_t> input = getOverwritten(number);
    if (!input)
      continue;
    if (*input >= numInputs)
      return function.emitError("expects an argument for result ")
             << number << " to overwrite, got number " << *input;
    RankedTensorType result = getArrayType(type.getResult(number));
    RankedTensorType argument = getArrayType(type.getInput(*input));
    if (result.getElementType() != argument.getElementType() ||
        failed(verifyCompatibleShape(result, argument)))
      return function.emitError("expects result ")
             << number << " to fit argument " << *input << ", got " << result
             << " and " << argument;
  }
  return success();
}

/// Arguments are arrays that nobody may write to.
void Entry::takeArrays() {
  builder.setInsertionPointToStart(&function.front());
  for (BlockArgument argument : function.getArguments()) {
    function.setArgAttr(argument.getArgNumber(),
                        BufferizationDialect::kWritableAttrName,
                        builder.getBoolAttr(false));
    if (isa<RankedTensorType>(argument.getType()))
      continue;
    argument.setType(getArrayType(argument.getType()));
    auto scalar =
        tensor::ExtractOp::create(builder, function.getLoc(), argument);
    argument.replaceAllUsesExcept(scalar, scalar);
  }
  function.setType(builder.getFunctionType(function.front().getArgumentTypes(),
                                           function.getResultTypes()));
}

/// One destination for each result: a new argument, or one that is overwritten.
void Entry::addDestinations() {
  StringRef writable = BufferizationDialect::kWritableAttrName;
  for (auto [number, type] : llvm::enumerate(function.getResultTypes())) {
    RankedTensorType arrayType = getArrayType(type);
    std::optional<int64_t> input = getOverwritten(number);
    if (!input) {
      unsigned last = function.getNumArguments();
      (void)function.insertArgument(last, arrayType, {}, function.getLoc());
      destinations.push_back(function.getArgument(last));
      continue;
    }
    function.setArgAttr(*input, writable, builder.getBoolAttr(true));
    Value argument = function.getArgument(*input);
    if (argument.getType() != arrayType)
      argument = tensor::CastOp::create(builder, function.getLoc(), arrayType,
                                        argument);
    destinations.push_back(argument);
  }
}

Value Entry::store(Location loc, Value result, Value destination) {
  if (!isa<RankedTensorType>(result.getType()))
    return tensor::InsertOp::create(builder, loc, result, destination,
                                    ValueRange());
  return bufferization::MaterializeInDestinationOp::create(
             builder, loc, destination.getType(), result, destination)
      .getResult();
}

void Entry::rewriteReturn(func::ReturnOp op) {
  builder.setInsertionPoint(op);
  SmallVector<Value> stored;
  for (auto [result, destination] :
       llvm::zip_equal(op.getOperands(), destinations))
    stored.push_back(store(op.getLoc(), result, destination));
  stored.push_back(arith::ConstantIntOp::create(builder, op.getLoc(), 0, 32));
  op.getOperandsMutable().assign(stored);
}

void Entry::rewrite() {
  takeArrays();
  addDestinations();
  function.walk([&](func::ReturnOp op) { rewriteReturn(op); });

  SmallVector<Type> results =
      llvm::to_vector(ValueRange(destinations).getTypes());
  results.push_back(builder.getI32Type());
  function.setResAttrsAttr(nullptr);
  function.setType(
      builder.getFunctionType(function.getArgumentTypes(), results));
  function.setPrivate();
  function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                    builder.getUnitAttr());
  function->setAttr("norm.status", builder.getUnitAttr());
}

namespace {
struct NormTakeDestinations final
    : norm::impl::NormTakeDestinationsBase<NormTakeDestinations> {
  using NormTakeDestinationsBase::NormTakeDestinationsBase;

  void runOnOperation() override {
    FailureOr<func::FuncOp> function = findEntry(getOperation(), entry);
    if (failed(function))
      return signalPassFailure();
    Entry rewriter(*function, inPlace);
    if (failed(rewriter.check()))
      return signalPassFailure();
    rewriter.rewrite();
  }
};
} // namespace
