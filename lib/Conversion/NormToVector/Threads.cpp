// A kernel over a range of its units, and who runs which range.
#include "Threads.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/SymbolTable.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// Waking a thread costs what it moves this many bytes in.
static constexpr int64_t bytesPerThread = 128 << 10;

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

func::FuncOp cpu::emitRange(GenericOp op, PlanAttr plan, MachineAttr machine) {
  auto parent = op->getParentOfType<func::FuncOp>();
  OpBuilder builder(op.getContext());
  SmallVector<Type> types(op->getOperandTypes());
  types.append(2, builder.getIndexType());
  auto range = func::FuncOp::create(builder, op.getLoc(),
                                    parent.getName().str() + "_range",
                                    builder.getFunctionType(types, {}));
  range.setPrivate();
  if (Attribute linkage = parent->getAttr("llvm.linkage"))
    range->setAttr("llvm.linkage", linkage);
  SymbolTable(parent->getParentOp()).insert(range);
  Block *body = range.addEntryBlock();
  builder.setInsertionPointToEnd(body);
  auto copy = cast<GenericOp>(builder.clone(*op));
  copy->setOperands(body->getArguments().drop_back(2));
  func::ReturnOp::create(builder, op.getLoc());
  builder.setInsertionPoint(copy);
  Kernel(copy, plan, machine, builder)
      .emit(body->getArgument(types.size() - 2),
            body->getArgument(types.size() - 1));
  copy.erase();
  return range;
}

/// Calls the range of each thread: contiguous, and as long as the others'.
static void emitTeam(OpBuilder &builder, GenericOp op, func::FuncOp range,
                     Value units, unsigned threads) {
  Location loc = op.getLoc();
  Operation *module = range->getParentOp();
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
    Value part = arith::MulIOp::create(builder, loc, units, thread);
    return arith::DivUIOp::create(builder, loc, part, team);
  };
  SmallVector<Value> operands(op->getOperands());
  operands.push_back(boundary(number));
  operands.push_back(
      boundary(arith::AddIOp::create(builder, loc, number, one)));
  func::CallOp::create(builder, loc, range, operands);
  omp::TerminatorOp::create(builder, loc);
}

void cpu::emitThreads(GenericOp op, PlanAttr plan, MachineAttr machine) {
  func::FuncOp range = emitRange(op, plan, machine);
  OpBuilder builder(op);
  Location loc = op.getLoc();
  Kernel kernel(op, plan, machine, builder);
  Value units = kernel.numUnits(), bytes = kernel.movedBytes();
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  Value enough = arith::ConstantIndexOp::create(
      builder, loc, bytesPerThread * plan.getThreads());
  Value pays = arith::AndIOp::create(
      builder, loc,
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ugt, units,
                            one),
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::uge, bytes,
                            enough));
  auto branch = scf::IfOp::create(builder, loc, pays, /*withElseRegion=*/true);
  builder.setInsertionPoint(branch.thenYield());
  emitTeam(builder, op, range, units, plan.getThreads());
  builder.setInsertionPoint(branch.elseYield());
  SmallVector<Value> operands(op->getOperands());
  operands.push_back(arith::ConstantIndexOp::create(builder, loc, 0));
  operands.push_back(units);
  func::CallOp::create(builder, loc, range, operands);
}
