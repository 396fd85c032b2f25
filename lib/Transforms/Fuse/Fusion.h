// How two kernels become one.
#ifndef NORM_LIB_TRANSFORMS_FUSE_FUSION_H
#define NORM_LIB_TRANSFORMS_FUSE_FUSION_H

#include "BlockOrder.h"
#include "Kernel.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::norm::fuse {

/// An input of the second kernel that is a result of the first one, as it is or
/// through a reshape.
struct Edge {
  unsigned input;
  unsigned result;
  Operation *reshape;
};

/// A kernel and its place in the common space.
struct Member {
  Kernel kernel;
  Places places;
};

/// Two kernels in one iteration space, the first of which may feed the second;
/// or the second one alone.
struct Fusion {
  SmallVector<Member, 2> members;
  SmallVector<Edge> edges;
  SmallVector<utils::IteratorType> iterators;
  SmallVector<int64_t> extents;
  /// What needs the first kernel and stands in front of the second: it moves
  /// behind.
  llvm::SetVector<Operation *> dependents;
  /// That of the block, in which both members are.
  const BlockOrder *order = nullptr;

  Member &first() { return members.front(); }
  Member &second() { return members.back(); }
  const Edge *findEdge(unsigned input) const;
  /// True for what is computed from a result of the first kernel.
  bool dependsOnFirst(Value value);
};

/// Why two kernels stay apart; empty where they do not.
using Refusal = StringRef;

/// Finds the common space of a fusion whose members and edges are known.
/// Kernels without an edge meet in what both read.
Refusal align(Fusion &fusion);

/// Finds what has to move for the two to meet.
Refusal order(Fusion &fusion);

/// The rules on rows, results and size.
Refusal judge(Fusion &fusion);

/// True if a result is read by others than the second kernel.
bool isReadOutside(Fusion &fusion, OpResult result);

/// A tensor with the extent that `dim` asks for of a result of the kernel.
std::optional<std::pair<Value, int64_t>> findExtent(const Kernel &kernel,
                                                    tensor::DimOp dim);
bool isKnownExtent(const Kernel &kernel, Operation *op);

/// What has extents of the common space before any member runs: values and
/// their maps, with 0 for dimensions that are split.
struct Bounds {
  SmallVector<Value> values;
  SmallVector<AffineMap> maps;
};
Bounds collectBounds(Fusion &fusion);

/// The extent of an iterator that a reshape between the members spells out;
/// null if there is none.
OpFoldResult findSpelledExtent(Fusion &fusion, unsigned iterator);

/// `map` of a kernel's operand in the common space.
AffineMap placeMap(AffineMap map, const Fusion &fusion, const Places &places);

/// Replaces the members by one `norm.generic`; erases what nothing reads then.
GenericOp merge(RewriterBase &rewriter, Fusion &fusion);

/// Drops inputs, ops, iterators and results that nothing needs, or that are
/// there twice.
GenericOp tidy(RewriterBase &rewriter, GenericOp op);

/// Inlines `producer` into `consumer`, at least one of which is a
/// `norm.generic`, and replaces both. A result of the producer that others read
/// becomes one of the fused op. Says in `why` what stands against it.
FailureOr<GenericOp> fuseProducer(RewriterBase &rewriter, Operation *producer,
                                  Operation *consumer, const BlockOrder &order,
                                  StringRef &why);

/// Joins two ops that reduce the same rows of a tensor; `first` stands in front
/// of `second`, which does not need it.
FailureOr<GenericOp> fuseSiblings(RewriterBase &rewriter, Operation *first,
                                  Operation *second, const BlockOrder &order,
                                  StringRef &why);

/// Lets `op` read what broadcasts, permutations, fills and reshapes of unit
/// dimensions hand on. Fails where it reads nothing of that kind.
FailureOr<GenericOp> fuseCopies(RewriterBase &rewriter, GenericOp op,
                                StringRef &why);

} // namespace mlir::norm::fuse

#endif // NORM_LIB_TRANSFORMS_FUSE_FUSION_H
