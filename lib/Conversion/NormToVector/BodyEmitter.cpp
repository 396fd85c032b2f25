#include "BodyEmitter.h"
#include "BodyFacts.h"

#include "norm/IR/CombiningKinds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

BodyEmitter::BodyEmitter(GenericOp op, const BodySpaces &spaces,
                         const KernelSpace &kernel, OpBuilder &builder,
                         unsigned lanes, MachineAttr machine)
    : op(op), spaces(spaces), kernel(kernel), builder(builder),
      loc(op.getLoc()), lanes(lanes), fma(machine.getFma()),
      x86(machine.getX86()), movesBF16AsIntegers(!machine.getBf16()),
      loopLevels(kernel.loops.size(), unbound), rowLoops(kernel.loops.size()) {
  levels.emplace_back(op->getBlock(), op);
  for (unsigned loop : kernel.others(/*reduced=*/false))
    rowLoops.set(loop);
}

// Loops.

void BodyEmitter::step(function_ref<void()> body) {
  levels.emplace_back(levels.back().block, levels.back().before);
  body();
  popLevel();
}

void BodyEmitter::branch(Operation *end, function_ref<void()> body) {
  OpBuilder::InsertionGuard guard(builder);
  Operation *next = std::exchange(levels.back().before, end->getParentOp());
  levels.emplace_back(end->getBlock(), end);
  builder.setInsertionPoint(end);
  body();
  popLevel();
  levels.back().before = next;
}

SmallVector<Value> BodyEmitter::loop(Value begin, Value end, int64_t step,
                                     ValueRange state, LoopBody body) {
  auto op = scf::ForOp::create(builder, loc, begin, end, index(step), state);
  Operation *next = std::exchange(levels.back().before, op);
  if (state.empty())
    op.getBody()->getTerminator()->erase();
  levels.emplace_back(op.getBody(), nullptr);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(op.getBody());
    SmallVector<Value> results =
        body(op.getInductionVar(), op.getRegionIterArgs());
    scf::YieldOp::create(builder, loc, results);
  }
  popLevel();
  levels.back().before = next;
  return op.getResults();
}

void BodyEmitter::bind(unsigned loop, unsigned slot, Value position,
                       unsigned level) {
  if (positions.size() <= slot)
    positions.resize(slot + 1, SmallVector<Value>(kernel.loops.size()));
  positions[slot][loop] = position;
  loopLevels[loop] = level;
}

/// What the innermost loop has bound, nothing outside may use.
void BodyEmitter::popLevel() {
  levels.pop_back();
  for (unsigned &bound : loopLevels)
    if (bound == levels.size())
      bound = unbound;
}

void BodyEmitter::moveTo(unsigned level) {
  Level &target = levels[level];
  if (target.before)
    builder.setInsertionPoint(target.before);
  else
    builder.setInsertionPointToEnd(target.block);
}

Value BodyEmitter::index(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

// Where a value lives.

bool BodyEmitter::isVector(Value value) const {
  return kernel.loopsOf(spaces.of(value)).test(kernel.vectorLoop);
}

bool BodyEmitter::variesAlongRows(Value value) const {
  return spaces.depth(value) > 0 ||
         kernel.loopsOf(spaces.of(value)).anyCommon(rowLoops);
}

unsigned BodyEmitter::levelOf(Value value) const {
  unsigned level = spaces.depth(value) > 0 ? rowLevel : 0;
  Space loops = kernel.loopsOf(spaces.of(value));
  for (unsigned loop : loops.set_bits())
    level = std::max(level, loopLevels[loop]);
  return level;
}

BodyEmitter::Key BodyEmitter::keyOf(Value value, Cell cell) const {
  return {value.getAsOpaquePointer(),
          variesAlongRows(value) ? cell.slot + 1 : 0,
          isVector(value) ? cell.vector + 1 : 0};
}

void BodyEmitter::stash(Value value, Stash stash) {
  // Words are in the order of memory, other vectors of a pair are not.
  if (!value.getType().isBF16())
    firstUnpaired = std::min(firstUnpaired,
                             kernel.vectorsLieInRow() ? stash.readFrom - 1 : 0);
  stashes[value] = std::move(stash);
}

void BodyEmitter::define(Value value, Cell cell, Value emitted) {
  levels[levelOf(value)].known[keyOf(value, cell)] = emitted;
}

Value BodyEmitter::maskOf(Cell cell) const {
  return cell.vector < masks.size() ? masks[cell.vector] : Value();
}

VectorType BodyEmitter::vectorOf(Type elementType) const {
  return VectorType::get({lanes}, elementType);
}

// Values.

Value BodyEmitter::get(Value value, Cell cell) {
  value = spaces.resolve(value);
  unsigned level = levelOf(value);
  Key key = keyOf(value, cell);
  auto found = levels[level].known.find(key);
  if (found != levels[level].known.end())
    return found->second;
  OpBuilder::InsertionGuard guard(builder);
  Value emitted;
  if (hasWords(value, cell)) {
    emitted = takeFromWords(value, cell);
  } else if (isStashed(value)) {
    moveTo(level);
    emitted = load(stashes[value].rows[cell.slot], value.getType(), cell);
  } else {
    emitted = emit(value, cell);
  }
  return levels[level].known[key] = emitted;
}

Value BodyEmitter::getVector(Value value, Cell cell) {
  Value emitted = get(value, cell);
  if (isa<VectorType>(emitted.getType()))
    return emitted;
  unsigned level = levelOf(value);
  auto key = keyOf(value, cell);
  std::get<2>(key) = ~0u;
  Value &splat = levels[level].known[key];
  if (splat)
    return splat;
  OpBuilder::InsertionGuard guard(builder);
  moveTo(level);
  Attribute constant;
  VectorType type = vectorOf(emitted.getType());
  if (matchPattern(emitted, m_Constant(&constant)))
    return splat = arith::ConstantOp::create(
               builder, loc, type, DenseElementsAttr::get(type, constant));
  return splat = vector::BroadcastOp::create(builder, loc, type, emitted);
}

Value BodyEmitter::emit(Value value, Cell cell) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    const Access &access = kernel.inputs[argument.getArgNumber()];
    moveTo(levelOf(value));
    return load(access, value.getType(), cell);
  }
  auto result = cast<OpResult>(value);
  if (auto count = dyn_cast<CountOp>(result.getOwner()))
    return emitCount(count);
  if (auto index = dyn_cast<IndexOp>(result.getOwner()))
    return emitIndex(index, cell);
  return emitOp(result.getOwner(), result, cell);
}

/// c * x with a power of two c that is at most 1. What is lost of a subnormal
/// is nothing beside 1.
static bool isExactProduct(Value value) {
  APFloat scale(0.0);
  if (!getPositivelyScaled(value, scale))
    return false;
  int exponent = scale.getExactLog2();
  return exponent <= 0 && exponent != INT_MIN;
}

/// a * b + c, a * b - c or c - a * b in one rounding, where nothing else reads
/// the product. The difference from a maximum is never above 0 because both
/// products round alike: there only an exact one needs no rounding.
Value BodyEmitter::emitFusedMultiplyAdd(Operation *op, Cell cell) {
  bool subtracts = isa<arith::SubFOp>(op);
  if (!(subtracts || isa<arith::AddFOp>(op)) || !fma)
    return {};
  Value sum = op->getResult(0);
  if (isNonPositive(sum) && !isExactProduct(op->getOperand(0)))
    return {};
  if (!sum.getType().isF32() && !sum.getType().isF64())
    return {};
  bool isWide = isVector(sum);
  auto operand = [&](Value value) {
    return isWide ? getVector(value, cell) : get(value, cell);
  };
  for (unsigned i : {0u, 1u}) {
    auto mul = op->getOperand(i).getDefiningOp<arith::MulFOp>();
    if (!mul || !mul->hasOneUse() || isVector(mul) != isWide ||
        levelOf(mul) != levelOf(sum))
      continue;
    Value a = operand(mul.getLhs()), b = operand(mul.getRhs());
    Value c = operand(op->getOperand(1 - i));
    moveTo(levelOf(sum));
    if (subtracts)
      (i == 0 ? c : a) = arith::NegFOp::create(builder, loc, i == 0 ? c : a);
    return math::FmaOp::create(builder, loc, a, b, c);
  }
  return {};
}

Value BodyEmitter::emitOp(Operation *op, OpResult result, Cell cell) {
  if (auto widen = dyn_cast<arith::ExtFOp>(op))
    if (widen.getType().isF32() && hasWords(widen.getIn(), cell))
      return widenWords(widen.getIn(), cell);
  if (Value fused = emitFusedMultiplyAdd(op, cell))
    return fused;
  if (Value product = emitReciprocal(op, cell))
    return product;
  bool isWide = isVector(result);
  SmallVector<Value> operands =
      llvm::map_to_vector(op->getOperands(), [&](Value operand) {
        return isWide ? getVector(operand, cell) : get(operand, cell);
      });
  moveTo(levelOf(result));
  SmallVector<Type> types =
      llvm::map_to_vector(op->getResultTypes(), [&](Type type) -> Type {
        return isWide ? Type(vectorOf(type)) : type;
      });
  Operation *emitted = builder.create(loc, op->getName().getIdentifier(),
                                      operands, types, op->getAttrs());
  hintPrecision(op, emitted);
  for (OpResult other : op->getResults())
    define(other, cell, emitted->getResult(other.getResultNumber()));
  return emitted->getResult(result.getResultNumber());
}

Value BodyEmitter::emitCount(CountOp count) {
  moveTo(0);
  Space iterators(op.getNumIterators());
  for (int64_t iterator : count.getCountedIterators())
    iterators.set(iterator);
  Value points = index(1);
  Space loops = kernel.loopsOf(iterators);
  for (unsigned loop : loops.set_bits())
    points = builder.createOrFold<arith::MulIOp>(loc, points,
                                                 kernel.loops[loop].extent);
  if (count.getType().isIndex())
    return points;
  Value wide = builder.createOrFold<arith::IndexCastOp>(
      loc, builder.getI64Type(), points);
  return builder.createOrFold<arith::SIToFPOp>(loc, count.getType(), wide);
}

Value BodyEmitter::emitIndex(IndexOp indexOp, Cell cell) {
  Space iterators(op.getNumIterators());
  iterators.set(indexOp.getDim());
  Space loops = kernel.loopsOf(iterators);
  moveTo(levelOf(indexOp));
  if (loops.none())
    return index(0);
  unsigned loop = loops.find_first();
  unsigned slot = rowLoops.test(loop) ? cell.slot : 0;
  Value position = positions[slot][loop];
  if (loop != kernel.vectorLoop)
    return position;
  bool byTurns = isPaired(cell);
  int64_t ahead = byTurns ? firstOfPair(cell).vector * lanes + cell.vector % 2
                          : cell.vector * lanes;
  position = builder.createOrFold<arith::AddIOp>(loc, position, index(ahead));
  VectorType type = vectorOf(builder.getIndexType());
  Value base = vector::BroadcastOp::create(builder, loc, type, position);
  Value steps = vector::StepOp::create(builder, loc, type);
  if (byTurns)
    steps = arith::AddIOp::create(builder, loc, steps, steps);
  return arith::AddIOp::create(builder, loc, base, steps);
}
