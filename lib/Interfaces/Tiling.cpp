// TilingInterface of all ops: a tile is the same op on slices. An iterator that
// a statistic runs over is covered whole, or the tile is refused.
#include "Models.h"
#include "Tile.h"
#include "norm/IR/OpList.h"

using namespace mlir;
using namespace mlir::norm;

/// Hands out a tile, or fails with it.
static LogicalResult give(Operation *op, OpBuilder &builder,
                          FailureOr<Tile> tile,
                          SmallVectorImpl<OpFoldResult> &offsets,
                          SmallVectorImpl<OpFoldResult> &sizes) {
  if (failed(tile))
    return failure();
  takeRestWhole(op, builder, *tile);
  offsets.assign(tile->offsets);
  sizes.assign(tile->sizes);
  return success();
}

namespace {
template <typename OpTy>
struct TilingModel final
    : TilingInterface::ExternalModel<TilingModel<OpTy>, OpTy> {
  using Offsets = ArrayRef<OpFoldResult>;
  using AllOffsets = ArrayRef<SmallVector<OpFoldResult>>;

  SmallVector<utils::IteratorType> getLoopIteratorTypes(Operation *op) const {
    return IterationSpace(op).iterators;
  }

  SmallVector<Range> getIterationDomain(Operation *op,
                                        OpBuilder &builder) const {
    return llvm::map_to_vector(getExtents(op, builder),
                               [&](OpFoldResult extent) {
                                 return Range{builder.getIndexAttr(0), extent,
                                              builder.getIndexAttr(1)};
                               });
  }

  FailureOr<TilingResult> getTiledImplementation(Operation *op,
                                                 OpBuilder &builder,
                                                 Offsets offsets,
                                                 Offsets sizes) const {
    if (failed(verifyCover(op, sizes)))
      return failure();
    return emitTile(op, builder,
                    {llvm::to_vector(offsets), llvm::to_vector(sizes)});
  }

  LogicalResult
  getResultTilePosition(Operation *op, OpBuilder &builder, unsigned result,
                        Offsets offsets, Offsets sizes,
                        SmallVector<OpFoldResult> &resultOffsets,
                        SmallVector<OpFoldResult> &resultSizes) const {
    AffineMap map = IterationSpace(op).resultMaps[result];
    resultOffsets = selectThrough(map, offsets, builder.getIndexAttr(0));
    resultSizes = selectThrough(map, sizes, builder.getIndexAttr(1));
    return success();
  }

  LogicalResult getIterationDomainTileFromResultTile(
      Operation *op, OpBuilder &builder, unsigned result, Offsets offsets,
      Offsets sizes, SmallVectorImpl<OpFoldResult> &tileOffsets,
      SmallVectorImpl<OpFoldResult> &tileSizes) const {
    return give(op, builder, tileBehindResult(op, result, offsets, sizes),
                tileOffsets, tileSizes);
  }

  FailureOr<TilingResult>
  generateResultTileValue(Operation *op, OpBuilder &builder, unsigned result,
                          Offsets offsets, Offsets sizes) const {
    Tile whole;
    if (failed(give(op, builder, tileBehindResult(op, result, offsets, sizes),
                    whole.offsets, whole.sizes)))
      return failure();
    TilingResult tiled = emitTile(op, builder, whole);
    tiled.tiledValues = {tiled.tiledValues[result]};
    return tiled;
  }

  LogicalResult getIterationDomainTileFromOperandTiles(
      Operation *op, OpBuilder &builder, ArrayRef<unsigned> operands,
      AllOffsets offsets, AllOffsets sizes,
      SmallVectorImpl<OpFoldResult> &tileOffsets,
      SmallVectorImpl<OpFoldResult> &tileSizes) const {
    return give(op, builder, tileBehindOperands(op, operands, offsets, sizes),
                tileOffsets, tileSizes);
  }

  FailureOr<TilingResult> getTiledImplementationFromOperandTiles(
      Operation *op, OpBuilder &builder, ArrayRef<unsigned> operands,
      AllOffsets offsets, AllOffsets sizes) const {
    Tile whole;
    if (failed(give(op, builder,
                    tileBehindOperands(op, operands, offsets, sizes),
                    whole.offsets, whole.sizes)))
      return failure();
    return emitTile(op, builder, whole);
  }

  bool isOpFusableWithConsumerSlice(Operation *op, unsigned result,
                                    Offsets offsets, Offsets sizes) const {
    return succeeded(tileBehindResult(op, result, offsets, sizes));
  }

  bool isOpFusableWithProducerSlices(Operation *op, ArrayRef<unsigned> operands,
                                     AllOffsets offsets,
                                     AllOffsets sizes) const {
    return succeeded(tileBehindOperands(op, operands, offsets, sizes));
  }
};
} // namespace

void norm::attachTilingModels(MLIRContext *context) {
  GenericOp::attachInterface<TilingModel<GenericOp>>(*context);
  forEachNormalizer([&](auto *op) {
    using OpTy = std::remove_pointer_t<decltype(op)>;
    OpTy::template attachInterface<TilingModel<OpTy>>(*context);
  });
}
