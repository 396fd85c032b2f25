#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMRETURNSTATUS
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;

namespace {
/// The reasons that a module's functions may return, status 1 first.
class Reasons {
public:
  /// The status that stands for a reason.
  int64_t add(StringRef reason) {
    auto [entry, isNew] = statuses.try_emplace(reason, statuses.size() + 1);
    if (isNew)
      reasons.push_back(reason.str());
    return entry->second;
  }
  ArrayRef<std::string> all() const { return reasons; }

private:
  llvm::StringMap<int64_t> statuses;
  std::vector<std::string> reasons;
};
} // namespace

static bool calls(Operation *op, StringRef name) {
  auto call = dyn_cast_or_null<LLVM::CallOp>(op);
  return call && call.getCallee() == name;
}

/// The text that `call` prints.
static std::string getPrinted(LLVM::CallOp call) {
  Value address = call.getArgOperands().front();
  while (auto element = address.getDefiningOp<LLVM::GEPOp>())
    address = element.getBase();
  auto name = address.getDefiningOp<LLVM::AddressOfOp>();
  auto global =
      name ? call->getParentOfType<ModuleOp>().lookupSymbol<LLVM::GlobalOp>(
                 name.getGlobalName())
           : LLVM::GlobalOp();
  if (!global)
    return "";
  StringRef text;
  if (auto string = dyn_cast_or_null<StringAttr>(global.getValueOrNull()))
    text = string.getValue();
  else if (auto bytes =
               dyn_cast_or_null<DenseElementsAttr>(global.getValueOrNull()))
    text = StringRef(bytes.getRawData().data(), bytes.getRawData().size());
  return text.rtrim('\0').str();
}

static void returnStatus(OpBuilder &builder, Location loc, int64_t status) {
  Value code =
      LLVM::ConstantOp::create(builder, loc, builder.getI32Type(), status);
  LLVM::ReturnOp::create(builder, loc, code);
}

/// puts(reason); abort(); unreachable -> return the status of the reason.
static void returnFailedAssertion(LLVM::UnreachableOp end, Reasons &reasons) {
  Operation *abort = end->getPrevNode();
  if (!calls(abort, "abort"))
    return;
  std::string reason = "assertion failed";
  Operation *print = abort->getPrevNode();
  if (calls(print, "puts"))
    reason += ": " + getPrinted(cast<LLVM::CallOp>(print));
  OpBuilder builder(end);
  returnStatus(builder, end.getLoc(), reasons.add(reason));
  if (calls(print, "puts"))
    print->erase();
  abort->erase();
  end.erase();
}

/// p = malloc(n) -> p = try_malloc(n); return a status if p is null.
static void returnMissingMemory(LLVM::CallOp call, Reasons &reasons) {
  auto module = call->getParentOfType<ModuleOp>();
  std::string name = ("try_" + *call.getCallee()).str();
  OpBuilder builder(call);
  if (!module.lookupSymbol(name)) {
    auto known = module.lookupSymbol<LLVM::LLVMFuncOp>(*call.getCallee());
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPoint(known);
    LLVM::LLVMFuncOp::create(builder, known.getLoc(), name,
                             known.getFunctionType());
  }
  call.setCallee(name);

  Location loc = call.getLoc();
  Block *block = call->getBlock();
  Block *rest = block->splitBlock(std::next(call->getIterator()));
  Block *failure = builder.createBlock(rest->getParent());
  returnStatus(builder, loc, reasons.add("no memory for a buffer"));
  builder.setInsertionPointToEnd(block);
  Value null = LLVM::ZeroOp::create(builder, loc, call.getResult().getType());
  Value isNull = LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::eq,
                                      call.getResult(), null);
  LLVM::CondBrOp::create(builder, loc, isNull, failure, rest);
}

static void returnStatuses(LLVM::LLVMFuncOp function, Reasons &reasons) {
  SmallVector<LLVM::UnreachableOp> ends;
  SmallVector<LLVM::CallOp> allocations;
  for (Block &block : function.getBody())
    for (Operation &op : block) {
      if (auto end = dyn_cast<LLVM::UnreachableOp>(op))
        ends.push_back(end);
      if (calls(&op, "malloc") || calls(&op, "aligned_alloc"))
        allocations.push_back(cast<LLVM::CallOp>(op));
    }
  for (LLVM::UnreachableOp end : ends)
    returnFailedAssertion(end, reasons);
  for (LLVM::CallOp call : allocations)
    returnMissingMemory(call, reasons);
}

namespace {
struct NormReturnStatus final
    : norm::impl::NormReturnStatusBase<NormReturnStatus> {
  void runOnOperation() override {
    Reasons reasons;
    for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>())
      if (function->hasAttr("norm.status"))
        returnStatuses(function, reasons);
    SmallVector<StringRef> texts = llvm::to_vector_of<StringRef>(reasons.all());
    getOperation()->setAttr("norm.reasons",
                            Builder(&getContext()).getStrArrayAttr(texts));
  }
};
} // namespace
