// Where elements lie, and how vectors of them are read and written.
#include "BodyEmitter.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// The part of the offset that loops up to a level give, each emitted there.
Value BodyEmitter::offset(const Access &access, Cell cell, unsigned upTo) {
  Value sum;
  bool alongRows = false;
  for (unsigned level = 0; level <= upTo; ++level) {
    SmallVector<unsigned> here;
    for (unsigned loop = 0; loop < kernel.loops.size(); ++loop)
      if (loopLevels[loop] == level && access.liesAlong(loop) &&
          !(access.isOfTile && loop == kernel.vectorLoop))
        here.push_back(loop);
    if (here.empty())
      continue;
    for (unsigned loop : here)
      alongRows |= rowLoops.test(loop);
    unsigned slot = alongRows ? cell.slot + 1 : 0;
    Value &known = levels[level].known[{&access, slot, ~1u}];
    if (!known) {
      OpBuilder::InsertionGuard guard(builder);
      moveTo(level);
      for (unsigned loop : here) {
        Value stride =
            getValueOrCreateConstantIndexOp(builder, loc, access.strides[loop]);
        Value position = positions[rowLoops.test(loop) ? cell.slot : 0][loop];
        Value term = builder.createOrFold<arith::MulIOp>(loc, position, stride);
        sum = sum ? builder.createOrFold<arith::AddIOp>(loc, sum, term) : term;
      }
      known = sum;
    }
    sum = known;
  }
  return sum ? sum : index(0);
}

/// Element offsets of the lanes of a vector that is not contiguous.
Value BodyEmitter::laneOffsets(const Access &access) {
  VectorType type = vectorOf(builder.getIndexType());
  Value steps = vector::StepOp::create(builder, loc, type);
  Value stride = vector::BroadcastOp::create(
      builder, loc, type,
      getValueOrCreateConstantIndexOp(builder, loc,
                                      access.strides[kernel.vectorLoop]));
  return arith::MulIOp::create(builder, loc, steps, stride);
}

/// The offset of the first element of a vector.
static Value vectorOffset(BodyEmitter &emitter, const Access &access,
                          Cell cell) {
  OpBuilder &builder = emitter.getBuilder();
  Location loc = emitter.getLoc();
  Value base = emitter.offset(access, cell, emitter.level());
  if (cell.vector == 0)
    return base;
  Value ahead = emitter.index(cell.vector * emitter.getLanes());
  Value stride = getValueOrCreateConstantIndexOp(
      builder, loc, access.strides[emitter.getKernel().vectorLoop]);
  ahead = builder.createOrFold<arith::MulIOp>(loc, ahead, stride);
  return builder.createOrFold<arith::AddIOp>(loc, base, ahead);
}

static Value fullMask(OpBuilder &builder, Location loc, unsigned lanes) {
  auto type = VectorType::get({lanes}, builder.getI1Type());
  return arith::ConstantOp::create(builder, loc, type,
                                   DenseElementsAttr::get(type, true));
}

/// A pointer to an element.
static Value pointerTo(OpBuilder &builder, Location loc, const Access &access,
                       Value offset) {
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, access.buffer);
  Value base = memref::ExtractAlignedPointerAsIndexOp::create(builder, loc,
                                                              access.buffer);
  Value element =
      arith::AddIOp::create(builder, loc, metadata.getOffset(), offset);
  Type i64 = builder.getI64Type();
  auto type = LLVM::LLVMPointerType::get(builder.getContext());
  Value address = arith::IndexCastOp::create(builder, loc, i64, base);
  Value pointer = LLVM::IntToPtrOp::create(builder, loc, type, address,
                                           LLVM::DereferenceableAttr());
  Value at = arith::IndexCastOp::create(builder, loc, i64, element);
  return LLVM::GEPOp::create(builder, loc, type, access.elementType, pointer,
                             ArrayRef<LLVM::GEPArg>{at});
}

/// The bits of elements that lie in integers of some type.
Value BodyEmitter::loadIntegers(const Access &access, Type integer,
                                Value offset, Value mask) {
  Access integers = access;
  integers.elementType = integer;
  Value pointer = pointerTo(builder, loc, integers, offset);
  VectorType type = vectorOf(integer);
  unsigned alignment = integer.getIntOrFloatBitWidth() / 8;
  if (!mask)
    return LLVM::LoadOp::create(builder, loc, type, pointer, alignment);
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
  return LLVM::MaskedLoadOp::create(builder, loc, type, pointer, mask, zero,
                                    alignment);
}

/// Two elements of 16 bits a lane.
Value BodyEmitter::loadWords(const Access &access, Cell cell) {
  Value at = vectorOffset(*this, access, cell);
  constexpr unsigned alignment = 2;
  return LLVM::LoadOp::create(builder, loc, vectorOf(builder.getI32Type()),
                              pointerTo(builder, loc, access, at), alignment);
}

/// In memory an i1 is a byte.
Value BodyEmitter::loadBits(const Access &access, Value offset, Value mask) {
  Value bytes = loadIntegers(access, builder.getI8Type(), offset, mask);
  Value zero = arith::ConstantOp::create(builder, loc,
                                         builder.getZeroAttr(bytes.getType()));
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, bytes,
                               zero);
}

Value BodyEmitter::load(const Access &access, Type elementType, Cell cell) {
  if (access.scalar)
    return access.scalar;
  unsigned here = 0;
  for (unsigned loop = 0; loop < kernel.loops.size(); ++loop)
    if (access.liesAlong(loop))
      here = std::max(here, loopLevels[loop]);
  if (!access.liesAlong(kernel.vectorLoop))
    return memref::LoadOp::create(builder, loc, access.buffer,
                                  offset(access, cell, here));
  if (!isPaired(cell))
    return loadInOrder(access, elementType, cell);
  Value first = loadInOrder(access, elementType, firstOfPair(cell));
  Value second = loadInOrder(access, elementType, secondOfPair(cell));
  return takeByTurns(first, second, cell);
}

Value BodyEmitter::loadInOrder(const Access &access, Type elementType,
                               Cell cell) {
  Value at = vectorOffset(*this, access, cell);
  Value mask = maskOf(cell);
  VectorType type = vectorOf(elementType);
  if (access.isContiguous(kernel.vectorLoop)) {
    if (elementType.isInteger(1))
      return loadBits(access, at, mask);
    if (elementType.isBF16() && movesBF16AsIntegers)
      return arith::BitcastOp::create(
          builder, loc, type,
          loadIntegers(access, builder.getI16Type(), at, mask));
    if (!mask)
      return vector::LoadOp::create(builder, loc, type, access.buffer, at);
  }
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
  if (access.isContiguous(kernel.vectorLoop))
    return vector::MaskedLoadOp::create(builder, loc, type, access.buffer, at,
                                        mask, zero);
  return vector::GatherOp::create(
      builder, loc, type, access.buffer, at, laneOffsets(access),
      mask ? mask : fullMask(builder, loc, lanes), zero);
}

/// Less than this is no vector register, and has no store past the cache.
static constexpr unsigned leastStreamedBytes = 16;

/// Writes past the cache. What narrows a value would take the store into
/// itself, without the hint: it sees an opaque integer.
static void storeOpaque(BodyEmitter &emitter, Value value, const Access &access,
                        Value offset) {
  OpBuilder &builder = emitter.getBuilder();
  Location loc = emitter.getLoc();
  auto type = cast<VectorType>(value.getType());
  unsigned bytes = type.getNumElements() * type.getElementTypeBitWidth() / 8;
  auto integers = VectorType::get({bytes / 4}, builder.getI32Type());
  Value bits = vector::BitCastOp::create(builder, loc, integers, value);
  auto opaque = LLVM::InlineAsmOp::create(
      builder, loc, integers, ValueRange{bits}, "", "=v,0",
      /*has_side_effects=*/false, /*is_align_stack=*/false,
      LLVM::tailcallkind::TailCallKind::None, LLVM::AsmDialectAttr(),
      ArrayAttr());
  LLVM::StoreOp::create(builder, loc, opaque.getResult(0),
                        pointerTo(builder, loc, access, offset), bytes,
                        /*isVolatile=*/false, /*isNonTemporal=*/true);
}

static void storeStreaming(BodyEmitter &emitter, Value value,
                           const Access &access, Value offset) {
  OpBuilder &builder = emitter.getBuilder();
  auto type = cast<VectorType>(value.getType());
  unsigned bytes = type.getNumElements() * type.getElementTypeBitWidth() / 8;
  if (emitter.isX86() && type.getElementType().isBF16() &&
      bytes >= leastStreamedBytes)
    return storeOpaque(emitter, value, access, offset);
  vector::StoreOp::create(
      builder, emitter.getLoc(), value, access.buffer, ValueRange{offset},
      /*nontemporal=*/bytes >= leastStreamedBytes, llvm::MaybeAlign(bytes));
}

void BodyEmitter::storeIntegers(Value value, const Access &access, Value offset,
                                Value mask) {
  Value bits = arith::BitcastOp::create(builder, loc,
                                        vectorOf(builder.getI16Type()), value);
  Value pointer = pointerTo(builder, loc, access, offset);
  constexpr unsigned alignment = 2;
  if (mask)
    LLVM::MaskedStoreOp::create(builder, loc, bits, pointer, mask, alignment);
  else
    LLVM::StoreOp::create(builder, loc, bits, pointer, alignment);
}

/// Past the cache in parts that are known to be aligned.
void BodyEmitter::storeWords(Value words, const Access &access, Cell cell,
                             bool streaming) {
  Value at = vectorOffset(*this, access, cell);
  unsigned bytes = 2 * streamedElements(),
           parts = 2 * lanes / streamedElements();
  if (!streaming || bytes < leastStreamedBytes) {
    constexpr unsigned alignment = 2;
    LLVM::StoreOp::create(builder, loc, words,
                          pointerTo(builder, loc, access, at), alignment);
    return;
  }
  for (unsigned part = 0; part < parts; ++part) {
    int64_t size = lanes / parts;
    Value some = vector::ExtractStridedSliceOp::create(
        builder, loc, words, ArrayRef<int64_t>{part * size},
        ArrayRef<int64_t>{size}, ArrayRef<int64_t>{1});
    Value ahead = index(part * streamedElements());
    Value there = builder.createOrFold<arith::AddIOp>(loc, at, ahead);
    LLVM::StoreOp::create(builder, loc, some,
                          pointerTo(builder, loc, access, there), bytes,
                          /*isVolatile=*/false, /*isNonTemporal=*/true);
  }
}

/// Bytes by turns are halves of words of 16 bits, which are narrowed as one.
void BodyEmitter::storeBytes(Value even, Value odd, const Access &access,
                             Cell cell, bool streaming) {
  Type i16 = vectorOf(builder.getI16Type());
  Type i32 = vectorOf(builder.getI32Type());
  Value low = arith::ExtUIOp::create(builder, loc, i32, even);
  Value high = arith::ExtUIOp::create(builder, loc, i32, odd);
  Value eight = arith::ConstantOp::create(
      builder, loc,
      DenseElementsAttr::get(cast<ShapedType>(i32),
                             builder.getI32IntegerAttr(8)));
  high = arith::ShLIOp::create(builder, loc, high, eight);
  Value both = arith::OrIOp::create(builder, loc, low, high);
  Value words = arith::TruncIOp::create(builder, loc, i16, both);
  Value at = vectorOffset(*this, access, cell);
  if (streaming && streamsPairs && 2 * lanes >= leastStreamedBytes)
    return storeOpaque(*this, words, access, at);
  constexpr unsigned alignment = 1;
  LLVM::StoreOp::create(builder, loc, words,
                        pointerTo(builder, loc, access, at), alignment);
}

void BodyEmitter::storeResult(Value value, const Access &access, Cell cell,
                              bool streaming) {
  if (!access.liesAlong(kernel.vectorLoop))
    return store(get(value, cell), access, cell, streaming);
  if (!isPaired(cell))
    return store(getVector(value, cell), access, cell, streaming);
  if (cell.vector % 2 == 0)
    return;
  if (access.elementType.isBF16())
    return storeWords(getWords(value, cell), access, firstOfPair(cell),
                      streaming);
  Value even = getVector(value, firstOfPair(cell));
  Value odd = getVector(value, cell);
  if (access.elementType.isInteger(8))
    return storeBytes(even, odd, access, firstOfPair(cell), streaming);
  for (Cell half : {firstOfPair(cell), cell})
    store(putInOrder(even, odd, half), access, half, streaming);
}

void BodyEmitter::store(Value value, const Access &access, Cell cell,
                        bool streaming) {
  if (!access.liesAlong(kernel.vectorLoop)) {
    memref::StoreOp::create(builder, loc, value, access.buffer,
                            offset(access, cell, level()));
    return;
  }
  Value at = vectorOffset(*this, access, cell);
  Value mask = maskOf(cell);
  Type elementType = cast<VectorType>(value.getType()).getElementType();
  if (elementType.isInteger(1) || !access.isContiguous(kernel.vectorLoop)) {
    vector::ScatterOp::create(
        builder, loc, /*result=*/Type(), access.buffer, at, laneOffsets(access),
        mask ? mask : fullMask(builder, loc, lanes), value);
    return;
  }
  if (!mask && streaming)
    storeStreaming(*this, value, access, at);
  else if (elementType.isBF16() && movesBF16AsIntegers)
    storeIntegers(value, access, at, mask);
  else if (mask)
    vector::MaskedStoreOp::create(builder, loc, access.buffer, at, mask, value);
  else
    vector::StoreOp::create(builder, loc, value, access.buffer, at);
}

void BodyEmitter::writeStash(Value value, Cell cell) {
  const Stash &stash = stashes.find(value)->second;
  const Access &row = stash.rows[cell.slot];
  if (isPaired(cell))
    return storeResult(value, row, cell, /*streaming=*/false);
  Value whole = getVector(value, cell);
  SmallVector<Value> some = masks;
  if (stash.isPadded)
    masks.clear();
  store(whole, row, cell, /*streaming=*/false);
  masks = std::move(some);
}

/// A cache line is fetched once: by the vector that starts it.
void BodyEmitter::prefetch(const Access &access, Cell cell, int64_t cacheLevel,
                           Value ahead) {
  constexpr unsigned lineBytes = 64;
  unsigned bytes =
      lanes * llvm::divideCeil(access.elementType.getIntOrFloatBitWidth(), 8);
  if (bytes < lineBytes && cell.vector % (lineBytes / bytes) != 0)
    return;
  Value at = vectorOffset(*this, access, cell);
  if (ahead)
    at = arith::AddIOp::create(builder, loc, at, ahead);
  memref::PrefetchOp::create(builder, loc, access.buffer, at,
                             /*isWrite=*/false,
                             /*localityHint=*/4 - cacheLevel,
                             /*isDataCache=*/true);
}
