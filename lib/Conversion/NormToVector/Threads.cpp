// A kernel over a range of its units, and who runs which range.
#include "Threads.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// A function of OpenMP's runtime that returns a number.
static func::FuncOp declareQuery(Operation *module, StringRef name) {
  SymbolTable symbols(module);
  if (auto known = symbols.lookup<func::FuncOp>(name))
    return known;
  OpBuilder builder(module->getContext());
  auto query =
      func::FuncOp::create(builder, module->getLoc(), name,
                           builder.getFunctionType({}, builder.getI32Type()));
  query.setPrivate();
  symbols.insert(query);
  return query;
}

static Value ask(OpBuilder &builder, Location loc, func::FuncOp query) {
  Value number = func::CallOp::create(builder, loc, query).getResult(0);
  return arith::IndexCastUIOp::create(builder, loc, builder.getIndexType(),
                                      number);
}

/// A function like `op` on its operands and `more`, private to the module of
/// its parent; `emit` gives it a body.
static func::FuncOp
emitPart(GenericOp op, StringRef suffix, ArrayRef<Type> more,
         function_ref<void(GenericOp copy, ValueRange more)> emit) {
  auto parent = op->getParentOfType<func::FuncOp>();
  OpBuilder builder(op.getContext());
  SmallVector<Type> types(op->getOperandTypes());
  llvm::append_range(types, more);
  auto part = func::FuncOp::create(builder, op.getLoc(),
                                   (parent.getName() + suffix).str(),
                                   builder.getFunctionType(types, {}));
  part.setPrivate();
  if (Attribute linkage = parent->getAttr("llvm.linkage"))
    part->setAttr("llvm.linkage", linkage);
  SymbolTable(parent->getParentOp()).insert(part);
  Block *body = part.addEntryBlock();
  builder.setInsertionPointToEnd(body);
  auto copy = cast<GenericOp>(builder.clone(*op));
  copy->setOperands(body->getArguments().drop_back(more.size()));
  func::ReturnOp::create(builder, op.getLoc());
  emit(copy, body->getArguments().take_back(more.size()));
  copy.erase();
  return part;
}

func::FuncOp cpu::emitRange(GenericOp op, PlanAttr plan, MachineAttr machine) {
  Type index = IndexType::get(op.getContext());
  return emitPart(
      op, "_range", {index, index}, [&](GenericOp copy, ValueRange range) {
        OpBuilder builder(copy);
        Kernel(copy, plan, machine, builder).emit(range[0], range[1]);
      });
}

static MemRefType partialsType(MLIRContext *context) {
  return MemRefType::get({ShapedType::kDynamic}, IntegerType::get(context, 8));
}

/// A range of the chunks of every unit.
static func::FuncOp emitShare(GenericOp op, PlanAttr plan,
                              MachineAttr machine) {
  Type index = IndexType::get(op.getContext());
  return emitPart(op, "_share", {partialsType(op.getContext()), index, index},
                  [&](GenericOp copy, ValueRange share) {
                    OpBuilder builder(copy);
                    Kernel(copy, plan, machine, builder)
                        .emitShare(share[1], share[2], share[0]);
                  });
}

/// Calls a part in each thread with a range of the pieces: contiguous, and as
/// long as the others'.
static void emitTeam(OpBuilder &builder, Location loc, func::FuncOp part,
                     ValueRange operands, Value pieces, unsigned threads) {
  Operation *module = part->getParentOp();
  omp::ParallelOperands clauses;
  clauses.numThreads = arith::ConstantOp::create(
      builder, loc, builder.getI32IntegerAttr(threads));
  auto parallel = omp::ParallelOp::create(builder, loc, clauses);
  OpBuilder::InsertionGuard guard(builder);
  builder.createBlock(&parallel.getRegion());
  Value number = ask(builder, loc, declareQuery(module, "omp_get_thread_num"));
  Value team = ask(builder, loc, declareQuery(module, "omp_get_num_threads"));
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto boundary = [&](Value thread) -> Value {
    Value share = arith::MulIOp::create(builder, loc, pieces, thread);
    return arith::DivUIOp::create(builder, loc, share, team);
  };
  SmallVector<Value> all(operands);
  all.push_back(boundary(number));
  all.push_back(boundary(arith::AddIOp::create(builder, loc, number, one)));
  func::CallOp::create(builder, loc, part, all);
  omp::TerminatorOp::create(builder, loc);
}

/// All threads do each unit together.
static void emitShares(OpBuilder &builder, GenericOp op, Kernel &kernel,
                       func::FuncOp share, unsigned threads) {
  Location loc = op.getLoc();
  Value chunks = kernel.numChunks();
  Value record =
      arith::ConstantIndexOp::create(builder, loc, kernel.partialBytes());
  Value size = arith::MulIOp::create(builder, loc, chunks, record);
  constexpr int64_t alignment = 64;
  Value partials = memref::AllocOp::create(
      builder, loc, partialsType(op.getContext()), ValueRange{size},
      builder.getI64IntegerAttr(alignment));
  SmallVector<Value> operands(op->getOperands());
  operands.push_back(partials);
  emitTeam(builder, loc, share, operands, chunks, threads);
  memref::DeallocOp::create(builder, loc, partials);
}

static Value isAtLeast(OpBuilder &builder, Location loc, Value value,
                       int64_t bound) {
  Value least = arith::ConstantIndexOp::create(builder, loc, bound);
  return builder.createOrFold<arith::CmpIOp>(loc, arith::CmpIPredicate::uge,
                                             value, least);
}

/// A team where there is enough to do for it: each thread takes units of its
/// own, or all share each unit where there are fewer than threads.
void cpu::emitThreads(GenericOp op, PlanAttr plan, MachineAttr machine) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  unsigned threads = plan.getThreads();
  Kernel kernel(op, plan, machine, builder);
  Value units = kernel.numUnits(), bytes = kernel.movedBytes();
  func::FuncOp known;
  auto range = [&] {
    return known ? known : known = emitRange(op, plan, machine);
  };
  auto choose = [&](Value condition, auto then, auto orElse) {
    if (auto constant = getConstantIntValue(condition))
      return *constant ? then() : orElse();
    auto branch =
        scf::IfOp::create(builder, loc, condition, /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPoint(branch.thenYield());
    then();
    builder.setInsertionPoint(branch.elseYield());
    orElse();
  };
  auto alone = [&] {
    SmallVector<Value> operands(op->getOperands());
    operands.append({arith::ConstantIndexOp::create(builder, loc, 0), units});
    func::CallOp::create(builder, loc, range(), operands);
  };
  auto apart = [&] {
    emitTeam(builder, loc, range(), op->getOperands(), units, threads);
  };
  bool isDivisible = kernel.isDivisible();
  auto few = [&] {
    if (!isDivisible)
      return alone();
    emitShares(builder, op, kernel, emitShare(op, plan, machine), threads);
  };
  Value areMany = isAtLeast(builder, loc, units, isDivisible ? threads : 2);
  Value isEnough =
      isAtLeast(builder, loc, bytes, threads * machine.getThreadBytes());
  choose(isEnough, [&] { choose(areMany, apart, few); }, alone);
}
