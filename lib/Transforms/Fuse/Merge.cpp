// Building one norm.generic from two kernels.
#include "Fusion.h"

#include "norm/IR/IterationSpace.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

namespace {
/// A result of a member that stays one.
struct Output {
  unsigned member;
  OpResult result;
};

class Merger {
public:
  Merger(RewriterBase &rewriter, Fusion &fusion)
      : rewriter(rewriter), fusion(fusion),
        loc(fusion.members.size() == 1
                ? fusion.second().kernel.op->getLoc()
                : rewriter.getFusedLoc({fusion.first().kernel.op->getLoc(),
                                        fusion.second().kernel.op->getLoc()})) {
  }

  GenericOp run();

private:
  void resolveExtents();
  void collectOutputs();
  ArrayRef<OpFoldResult> getExtents();
  SmallVector<OpFoldResult> shapeOf(AffineMap map);
  Value split(Value value, AffineMap map, const Places &places);
  Value makeInit(const Output &output);
  void addInputs(Member &member, bool isSecond);
  SmallVector<Value> writeBody(OpBuilder &builder, ValueRange arguments);
  void replace(GenericOp op);

  RewriterBase &rewriter;
  Fusion &fusion;
  Location loc;
  SmallVector<OpFoldResult> extents;
  SmallVector<Output> outputs;
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
};
} // namespace

/// Extents of what the first kernel writes are those of what it reads.
void Merger::resolveExtents() {
  Kernel &first = fusion.first().kernel;
  if (fusion.members.size() == 1)
    return;
  for (Operation *user : llvm::to_vector(first.op->getUsers())) {
    auto dim = dyn_cast<tensor::DimOp>(user);
    auto source = dim ? findExtent(first, dim) : std::nullopt;
    if (!source)
      continue;
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(dim);
    OpFoldResult extent =
        getMixedExtent(rewriter, dim.getLoc(), source->first, source->second);
    rewriter.replaceOp(
        dim, getValueOrCreateConstantIndexOp(rewriter, dim.getLoc(), extent));
  }
  fusion.second().kernel = *readKernel(fusion.second().kernel.op);
}

void Merger::collectOutputs() {
  for (auto [i, member] : llvm::enumerate(fusion.members))
    for (OpResult result : member.kernel.op->getResults()) {
      bool isSecond = &member == &fusion.second();
      if (isSecond || isReadOutside(fusion, result))
        outputs.push_back({static_cast<unsigned>(i), result});
    }
}

ArrayRef<OpFoldResult> Merger::getExtents() {
  if (!extents.empty() || fusion.extents.empty())
    return extents;
  Bounds bounds = collectBounds(fusion);
  extents = getIteratorExtents(rewriter, loc, bounds.values, bounds.maps);
  extents.resize(fusion.extents.size());
  for (auto [i, extent] : llvm::enumerate(extents)) {
    if (!ShapedType::isDynamic(fusion.extents[i]))
      extent = rewriter.getIndexAttr(fusion.extents[i]);
    else if (!extent)
      extent = findSpelledExtent(fusion, i);
  }
  return extents;
}

SmallVector<OpFoldResult> Merger::shapeOf(AffineMap map) {
  return selectThrough(map, getExtents(), rewriter.getIndexAttr(1));
}

/// The groups of dimensions that a tensor along `map` is split into.
static SmallVector<ReassociationIndices> splitGroups(AffineMap map,
                                                     const Places &places) {
  SmallVector<ReassociationIndices> groups;
  int64_t next = 0;
  for (AffineExpr expr : map.getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    size_t parts = dim ? places[dim.getPosition()].size() : 1;
    ReassociationIndices group;
    for (size_t i = 0; i < std::max<size_t>(parts, 1); ++i)
      group.push_back(next++);
    groups.push_back(group);
  }
  return groups;
}

/// What a member reads of a tensor along `map` of the common space, split into
/// `groups` already; null if there is none.
static Value findSplit(const Fusion &fusion, Value tensor, AffineMap map,
                       ArrayRef<ReassociationIndices> groups) {
  for (const Member &member : fusion.members)
    for (const Source &input : member.kernel.inputs) {
      auto expand = input.constant
                        ? tensor::ExpandShapeOp()
                        : input.value.getDefiningOp<tensor::ExpandShapeOp>();
      if (expand && expand.getSrc() == tensor &&
          ArrayRef(expand.getReassociationIndices()) == groups &&
          placeMap(input.map, fusion, member.places) == map)
        return expand;
    }
  return {};
}

/// A tensor in the dimensions of the common space.
Value Merger::split(Value value, AffineMap map, const Places &places) {
  AffineMap placed = placeMap(map, fusion, places);
  if (placed.getNumResults() == map.getNumResults())
    return value;
  SmallVector<ReassociationIndices> groups = splitGroups(map, places);
  if (Value known = findSplit(fusion, value, placed, groups))
    return known;
  SmallVector<OpFoldResult> shape = shapeOf(placed);
  auto type = cast<RankedTensorType>(value.getType());
  auto result = RankedTensorType::get(decomposeMixedValues(shape).first,
                                      type.getElementType());
  return rewriter.createOrFold<tensor::ExpandShapeOp>(loc, result, value,
                                                      groups, shape);
}

/// The member's own destination, unless that is computed from the result, or
/// is only room.
Value Merger::makeInit(const Output &output) {
  Member &member = fusion.members[output.member];
  unsigned number = output.result.getResultNumber();
  Value init = member.kernel.inits[number];
  AffineMap map = member.kernel.outputMaps[number];
  AffineMap placed = placeMap(map, fusion, member.places);
  bool isSplit = placed.getNumResults() != map.getNumResults();
  if (init && !fusion.dependsOnFirst(init) &&
      !(isSplit && init.getDefiningOp<tensor::EmptyOp>()))
    return split(init, map, member.places);
  auto type = cast<RankedTensorType>(output.result.getType());
  SmallVector<OpFoldResult> shape = shapeOf(placed);
  if (!isSplit)
    for (auto [extent, known] : llvm::zip_equal(shape, type.getShape()))
      if (!ShapedType::isDynamic(known))
        extent = rewriter.getIndexAttr(known);
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, shape, type.getElementType());
  if (!isSplit && empty.getType() != type)
    empty = tensor::CastOp::create(rewriter, loc, type, empty);
  return empty;
}

void Merger::addInputs(Member &member, bool isSecond) {
  for (auto [i, input] : llvm::enumerate(member.kernel.inputs)) {
    if (input.constant || (isSecond && fusion.findEdge(i)))
      continue;
    inputs.push_back(split(input.value, input.map, member.places));
    maps.push_back(placeMap(input.map, fusion, member.places));
  }
}

SmallVector<Value> Merger::writeBody(OpBuilder &builder, ValueRange arguments) {
  SmallVector<SmallVector<Value>, 2> yields;
  for (Member &member : fusion.members) {
    bool isSecond = &member == &fusion.second();
    SmallVector<Value> values;
    for (auto [i, input] : llvm::enumerate(member.kernel.inputs)) {
      if (input.constant) {
        values.push_back(
            arith::ConstantOp::create(builder, loc, input.constant));
      } else if (const Edge *edge = isSecond ? fusion.findEdge(i) : nullptr) {
        values.push_back(yields.front()[edge->result]);
      } else {
        values.push_back(arguments.front());
        arguments = arguments.drop_front();
      }
    }
    yields.push_back(emitBody(builder, member.kernel, values, member.places));
  }
  return llvm::map_to_vector(outputs, [&](const Output &output) {
    return yields[output.member][output.result.getResultNumber()];
  });
}

/// Erases ops that nothing reads, and what only they read.
static void eraseDead(RewriterBase &rewriter,
                      llvm::SetVector<Operation *> suspects) {
  while (!suspects.empty()) {
    Operation *op = suspects.pop_back_val();
    if (!isOpTriviallyDead(op))
      continue;
    for (Value operand : op->getOperands())
      if (Operation *producer = operand.getDefiningOp())
        suspects.insert(producer);
    rewriter.eraseOp(op);
  }
}

/// Results in the shape that their readers know, then what had to move.
void Merger::replace(GenericOp op) {
  for (auto [output, value] : llvm::zip_equal(outputs, op.getResults())) {
    Member &member = fusion.members[output.member];
    Value whole = value;
    Type type = output.result.getType();
    if (whole.getType() != type) {
      AffineMap map = member.kernel.outputMaps[output.result.getResultNumber()];
      whole = tensor::CollapseShapeOp::create(rewriter, loc, type, whole,
                                              splitGroups(map, member.places));
    }
    rewriter.replaceAllUsesWith(output.result, whole);
  }
  Operation *behind = fusion.second().kernel.op;
  SmallVector<Operation *> moved = fusion.dependents.takeVector();
  llvm::sort(moved, [&](Operation *a, Operation *b) {
    return fusion.order->isBefore(a, b);
  });
  for (Operation *dependent : moved) {
    rewriter.moveOpAfter(dependent, behind);
    behind = dependent;
  }
  llvm::SetVector<Operation *> suspects(moved.begin(), moved.end());
  for (Member &member : llvm::reverse(fusion.members)) {
    for (Value operand : member.kernel.op->getOperands())
      if (Operation *producer = operand.getDefiningOp();
          producer && producer != fusion.first().kernel.op)
        suspects.insert(producer);
    rewriter.eraseOp(member.kernel.op);
  }
  eraseDead(rewriter, suspects);
}

GenericOp Merger::run() {
  resolveExtents();
  rewriter.setInsertionPoint(fusion.second().kernel.op);
  collectOutputs();
  for (Member &member : fusion.members)
    addInputs(member, &member == &fusion.second());
  SmallVector<Value> inits;
  for (const Output &output : outputs) {
    Member &member = fusion.members[output.member];
    AffineMap map = member.kernel.outputMaps[output.result.getResultNumber()];
    inits.push_back(makeInit(output));
    maps.push_back(placeMap(map, fusion, member.places));
  }
  auto op =
      GenericOp::create(rewriter, loc, inputs, inits, maps, fusion.iterators,
                        [&](OpBuilder &body, ValueRange arguments) {
                          return writeBody(body, arguments);
                        });
  for (Member &member : fusion.members)
    if (isa<GenericOp>(member.kernel.op))
      for (NamedAttribute attribute : member.kernel.op->getDiscardableAttrs())
        op->setDiscardableAttr(attribute.getName(), attribute.getValue());
  replace(op);
  return op;
}

GenericOp fuse::merge(RewriterBase &rewriter, Fusion &fusion) {
  return Merger(rewriter, fusion).run();
}
