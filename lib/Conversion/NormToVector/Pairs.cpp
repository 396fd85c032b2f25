// Two neighboring vectors as the even and the odd elements of both, so that
// bf16 is widened and narrowed within words: an even element is the lower half
// of one, an odd element the upper half.
#include "BodyEmitter.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// Pairs pay where more vectors are of bf16 than have to be put in order. One
/// of i1 has no cheap order, one that is not contiguous no words.
void BodyEmitter::choosePairs(bool stepsAreWhole) {
  if (!x86 || lanes < 4)
    return;
  unsigned inWords = 0, others = 0;
  for (const auto *accesses : {&kernel.inputs, &kernel.outputs})
    for (const Access &access : *accesses) {
      if (access.scalar || !access.liesAlong(kernel.vectorLoop))
        continue;
      if (!access.isContiguous(kernel.vectorLoop) ||
          access.elementType.isInteger(1))
        return;
      ++(access.elementType.isBF16() ? inWords : others);
    }
  pairs = inWords > others;
  streamsPairs = pairs && stepsAreWhole &&
                 llvm::all_of(kernel.outputs, [&](const Access &out) {
                   return isOfWholePairs(out);
                 });
}

/// Whether every row begins at a multiple of a pair, if the first one does.
bool BodyEmitter::isOfWholePairs(const Access &access) const {
  for (unsigned loop = 0; loop < kernel.loops.size(); ++loop) {
    if (loop == kernel.vectorLoop || !access.liesAlong(loop))
      continue;
    auto stride = getConstantIntValue(access.strides[loop]);
    if (access.liesAlong(kernel.vectorLoop) &&
        (!stride || *stride % (2 * lanes) != 0))
      return false;
  }
  return true;
}

bool BodyEmitter::isPaired(Cell cell) const {
  return pairs && stage < firstUnpaired &&
         secondOfPair(cell).vector < stepVectors &&
         !maskOf(firstOfPair(cell)) && !maskOf(secondOfPair(cell));
}

bool BodyEmitter::isStashed(Value value) const {
  auto stash = stashes.find(value);
  return stash != stashes.end() && stage >= stash->second.readFrom;
}

bool BodyEmitter::hasWords(Value value, Cell cell) const {
  if (!value.getType().isBF16() || !isPaired(cell) || !isVector(value))
    return false;
  if (isStashed(value) || isa<BlockArgument>(value))
    return true;
  auto narrow = value.getDefiningOp<arith::TruncFOp>();
  return narrow && narrow.getIn().getType().isF32();
}

/// Both vectors of a cell's pair as words, in the order of memory.
Value BodyEmitter::getWords(Value value, Cell cell) {
  value = spaces.resolve(value);
  cell = firstOfPair(cell);
  unsigned level = levelOf(value);
  Key key = keyOf(value, cell);
  std::get<2>(key) |= wordsKey;
  if (Value known = levels[level].known.lookup(key))
    return known;
  OpBuilder::InsertionGuard guard(builder);
  Value words = emitWords(value, cell);
  return levels[level].known[key] = words;
}

Value BodyEmitter::emitWords(Value value, Cell cell) {
  auto argument = dyn_cast<BlockArgument>(value);
  if (hasWords(value, cell) && (isStashed(value) || argument)) {
    moveTo(levelOf(value));
    return loadWords(isStashed(value) ? stashes[value].rows[cell.slot]
                                      : kernel.inputs[argument.getArgNumber()],
                     cell);
  }
  Value source = value;
  if (hasWords(value, cell))
    source = value.getDefiningOp<arith::TruncFOp>().getIn();
  Value even = getVector(source, cell);
  Value odd = getVector(source, secondOfPair(cell));
  moveTo(levelOf(value));
  // LLVM would put vectors of bf16 in order one by one.
  if (source == value) {
    Type bits = vectorOf(builder.getI16Type());
    even = arith::BitcastOp::create(builder, loc, bits, even);
    odd = arith::BitcastOp::create(builder, loc, bits, odd);
  }
  Value all = vector::InterleaveOp::create(builder, loc, even, odd);
  if (source != value)
    all = arith::TruncFOp::create(
        builder, loc, VectorType::get({2 * lanes}, value.getType()), all);
  Type words = vectorOf(builder.getI32Type());
  return vector::BitCastOp::create(builder, loc, words, all);
}

static Value splat(OpBuilder &builder, Value like, int32_t value) {
  auto type = cast<VectorType>(like.getType());
  return arith::ConstantOp::create(
      builder, like.getLoc(),
      DenseElementsAttr::get(type, builder.getI32IntegerAttr(value)));
}

/// An element of bf16 is the upper half of the same one of f32.
Value BodyEmitter::widenWords(Value value, Cell cell) {
  Value words = getWords(value, cell);
  moveTo(levelOf(value));
  bool isOdd = cell.vector % 2;
  Value bits = isOdd ? Value(arith::AndIOp::create(
                           builder, loc, words,
                           splat(builder, words, int32_t(0xFFFF0000))))
                     : Value(arith::ShLIOp::create(builder, loc, words,
                                                   splat(builder, words, 16)));
  return arith::BitcastOp::create(builder, loc, vectorOf(builder.getF32Type()),
                                  bits);
}

/// One vector of words as bf16, for what works on bf16 itself.
Value BodyEmitter::takeFromWords(Value value, Cell cell) {
  Value words = getWords(value, cell);
  moveTo(levelOf(value));
  if (cell.vector % 2)
    words =
        arith::ShRUIOp::create(builder, loc, words, splat(builder, words, 16));
  Value half = arith::TruncIOp::create(builder, loc,
                                       vectorOf(builder.getI16Type()), words);
  return arith::BitcastOp::create(builder, loc, vectorOf(builder.getBF16Type()),
                                  half);
}

/// One vector of the elements of two, which stand at these indices.
static Value pick(OpBuilder &builder, Location loc, Value a, Value b,
                  function_ref<int64_t(int64_t)> indexOf) {
  int64_t lanes = cast<VectorType>(a.getType()).getNumElements();
  SmallVector<int64_t> indices =
      llvm::map_to_vector(llvm::seq<int64_t>(lanes), indexOf);
  return vector::ShuffleOp::create(builder, loc, a, b, indices);
}

Value BodyEmitter::takeByTurns(Value first, Value second, Cell cell) {
  return pick(builder, loc, first, second,
              [&](int64_t lane) { return 2 * lane + cell.vector % 2; });
}

Value BodyEmitter::putInOrder(Value even, Value odd, Cell cell) {
  int64_t begin = cell.vector % 2 ? lanes / 2 : 0;
  return pick(builder, loc, even, odd, [&](int64_t lane) {
    return begin + lane / 2 + (lane % 2 ? lanes : 0);
  });
}
