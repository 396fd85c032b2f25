// A tile of the iteration space of any op of the dialect.
#ifndef NORM_LIB_INTERFACES_TILE_H
#define NORM_LIB_INTERFACES_TILE_H

#include "norm/IR/IterationSpace.h"

#include "mlir/Interfaces/TilingInterface.h"

namespace mlir::norm {

/// Offsets and sizes per iterator; a null size takes the iterator whole.
struct Tile {
  SmallVector<OpFoldResult> offsets, sizes;
};

/// The extents of all iterators.
SmallVector<OpFoldResult> getExtents(Operation *op, OpBuilder &builder);

/// Refuses, with a diagnostic, sizes that cover what a statistic runs over in
/// part.
LogicalResult verifyCover(Operation *op, ArrayRef<OpFoldResult> sizes);

/// The op on the slices that a tile touches; the tile covers what it must.
TilingResult emitTile(Operation *op, OpBuilder &builder, const Tile &tile);

/// The tile of the space behind a tile of a result, or failure where that does
/// not cover what a statistic runs over.
FailureOr<Tile> tileBehindResult(Operation *op, unsigned result,
                                 ArrayRef<OpFoldResult> offsets,
                                 ArrayRef<OpFoldResult> sizes);

/// Likewise behind tiles of operands, or failure where they disagree.
FailureOr<Tile> tileBehindOperands(Operation *op, ArrayRef<unsigned> operands,
                                   ArrayRef<SmallVector<OpFoldResult>> offsets,
                                   ArrayRef<SmallVector<OpFoldResult>> sizes);

/// Gives iterators that are taken whole their extents.
void takeRestWhole(Operation *op, OpBuilder &builder, Tile &tile);

} // namespace mlir::norm

#endif // NORM_LIB_INTERFACES_TILE_H
