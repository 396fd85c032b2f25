// Which kernels may become one: rules that hold after alignment.
#include "Fusion.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

/// More streams than this contend for the registers and lines of any machine.
static constexpr unsigned kMaxStreams = 8;
/// In vector instructions, of which a function of math takes about ten. The
/// kernel has twenty times as many: it is unrolled, and stages compute again.
static constexpr unsigned kMaxBodyOps = 200, kOpsOfFunction = 10;

static unsigned countBodyOps(const Kernel &kernel) {
  unsigned numOps = 0;
  for (Operation *op : kernel.body)
    numOps += isa<math::MathDialect>(op->getDialect()) ? kOpsOfFunction : 1;
  return numOps;
}

const Edge *Fusion::findEdge(unsigned input) const {
  const Edge *edge = llvm::find_if(
      edges, [&](const Edge &edge) { return edge.input == input; });
  return edge == edges.end() ? nullptr : edge;
}

AffineMap fuse::placeMap(AffineMap map, const Fusion &fusion,
                         const Places &places) {
  MLIRContext *context = map.getContext();
  SmallVector<AffineExpr> exprs;
  for (AffineExpr expr : map.getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim || places[dim.getPosition()].empty())
      exprs.push_back(getAffineConstantExpr(0, context));
    else
      for (int64_t iterator : places[dim.getPosition()])
        exprs.push_back(getAffineDimExpr(iterator, context));
  }
  return AffineMap::get(fusion.iterators.size(), 0, exprs, context);
}

bool fuse::isReadOutside(Fusion &fusion, OpResult result) {
  return llvm::any_of(result.getUsers(), [&](Operation *user) {
    return user != fusion.second().kernel.op &&
           !isKnownExtent(fusion.first().kernel, user);
  });
}

static ArrayRef<int64_t> shapeOf(Value value) {
  if (auto type = dyn_cast<ShapedType>(value.getType()))
    return type.getShape();
  return {};
}

/// What a kernel reads and writes, and where.
static SmallVector<std::pair<Value, AffineMap>>
tensorsOf(const Kernel &kernel) {
  SmallVector<std::pair<Value, AffineMap>> tensors;
  for (const Source &input : kernel.inputs)
    if (!input.constant)
      tensors.push_back({input.value, input.map});
  for (auto [result, map] :
       llvm::zip_equal(kernel.op->getResults(), kernel.outputMaps))
    tensors.push_back({result, map});
  return tensors;
}

/// Rows of more than one point, in the common space.
static SmallVector<SmallVector<int64_t>> rowsOf(const Fusion &fusion,
                                                const Member &member) {
  SmallVector<SmallVector<int64_t>> rows;
  for (ArrayRef<int64_t> row : member.kernel.rows) {
    SmallVector<int64_t> placed = placeIterators(row, member.places);
    llvm::erase_if(placed, [&](int64_t i) { return fusion.extents[i] == 1; });
    if (!placed.empty() && !llvm::is_contained(rows, placed))
      rows.push_back(placed);
  }
  return rows;
}

/// One of the two reduces over no other iterators than the other.
static bool shareRows(const Fusion &fusion, const Member &a, const Member &b) {
  auto rows = rowsOf(fusion, a), others = rowsOf(fusion, b);
  if (rows.size() < others.size())
    std::swap(rows, others);
  return llvm::all_of(others, [&](const SmallVector<int64_t> &row) {
    return llvm::is_contained(rows, row);
  });
}

/// A row is read from memory: some input lies along all that is iterated over.
/// Else it is a contraction, or a reduction of what is computed.
static bool readsRows(const Kernel &kernel) {
  return kernel.rows.empty() ||
         llvm::any_of(kernel.inputs, [&](const Source &input) {
           return !input.constant && kernel.isFullSize(input.map);
         });
}

/// Where an iterator is left out as a single point, its tensors know that.
static bool canPlace(const Member &member) {
  for (auto &[value, map] : tensorsOf(member.kernel))
    for (auto [expr, extent] :
         llvm::zip_equal(map.getResults(), shapeOf(value)))
      if (auto dim = dyn_cast<AffineDimExpr>(expr);
          dim && member.places[dim.getPosition()].empty() && extent != 1)
        return false;
  return true;
}

/// What a kernel computes is computed again at each point of the iterators
/// that it does not have, unless it is uniform there or no work.
static bool repeatsWork(const Fusion &fusion, const Member &member,
                        const Member &other) {
  llvm::SmallBitVector missing(fusion.iterators.size(), true);
  for (ArrayRef<int64_t> place : member.places)
    for (int64_t iterator : place)
      missing.reset(iterator);
  for (ArrayRef<int64_t> row : rowsOf(fusion, other))
    for (int64_t iterator : row)
      missing.reset(iterator);
  bool isAnywhere = llvm::any_of(missing.set_bits(), [&](unsigned iterator) {
    return fusion.extents[iterator] != 1;
  });
  return isAnywhere &&
         (!member.kernel.rows.empty() || !member.kernel.onlyCasts());
}

/// A split iterator has neither a position nor a row of its own, and tensors
/// along it can be reshaped: they know its extent if all of its parts are
/// known.
static bool canSplit(const Fusion &fusion, const Member &member) {
  const Kernel &kernel = member.kernel;
  for (auto [i, place] : llvm::enumerate(member.places)) {
    if (place.size() < 2)
      continue;
    if (kernel.positions.test(i) || !kernel.rows.empty())
      return false;
    bool isKnown = llvm::none_of(place, [&](int64_t iterator) {
      return ShapedType::isDynamic(fusion.extents[iterator]);
    });
    for (auto &[value, map] : tensorsOf(kernel))
      for (auto [expr, extent] :
           llvm::zip_equal(map.getResults(), shapeOf(value)))
        if (expr == getAffineDimExpr(i, expr.getContext()) &&
            ShapedType::isDynamic(extent) == isKnown)
          return false;
  }
  return true;
}

/// Each result runs over all parallel iterators.
static bool keepsResults(Fusion &fusion) {
  for (Member &member : fusion.members)
    for (auto [result, map] : llvm::zip_equal(member.kernel.op->getResults(),
                                              member.kernel.outputMaps)) {
      if (member.kernel.op == fusion.second().kernel.op
              ? result.use_empty()
              : !isReadOutside(fusion, result))
        continue;
      AffineMap placed = placeMap(map, fusion, member.places);
      for (auto [i, type] : llvm::enumerate(fusion.iterators))
        if (type == utils::IteratorType::parallel && fusion.extents[i] != 1 &&
            !placed.isFunctionOfDim(i))
          return false;
    }
  return true;
}

/// Maps of what is read and written afterwards.
static SmallVector<AffineMap> operandMaps(Fusion &fusion) {
  llvm::SetVector<std::pair<Value, AffineMap>> operands;
  for (Member &member : fusion.members) {
    bool isSecond = &member == &fusion.second();
    auto place = [&](AffineMap map) {
      return placeMap(map, fusion, member.places);
    };
    for (auto [i, input] : llvm::enumerate(member.kernel.inputs))
      if (!input.constant && !(isSecond && fusion.findEdge(i)))
        operands.insert({input.value, place(input.map)});
    for (auto [result, map] : llvm::zip_equal(member.kernel.op->getResults(),
                                              member.kernel.outputMaps))
      if (isSecond || isReadOutside(fusion, result))
        operands.insert({result, place(map)});
  }
  return llvm::map_to_vector(operands,
                             [](auto &operand) { return operand.second; });
}

/// Attributes that say how to compute are obeyed, so one must not undo another.
static bool contradict(const Kernel &a, const Kernel &b) {
  if (!isa<GenericOp>(a.op) || !isa<GenericOp>(b.op))
    return false;
  return llvm::any_of(
      a.op->getDiscardableAttrs(), [&](NamedAttribute attribute) {
        Attribute other = b.op->getDiscardableAttr(attribute.getName());
        return other && other != attribute.getValue();
      });
}

static bool knowsExtents(Fusion &fusion) {
  Bounds bounds = collectBounds(fusion);
  return llvm::all_of(llvm::seq<unsigned>(fusion.extents.size()),
                      [&](unsigned i) {
                        return !ShapedType::isDynamic(fusion.extents[i]) ||
                               findSpelledExtent(fusion, i) ||
                               llvm::any_of(bounds.maps, [i](AffineMap map) {
                                 return map.isFunctionOfDim(i);
                               });
                      });
}

static Refusal judgeSize(Fusion &fusion) {
  unsigned numStreams = 0, numBodyOps = 0;
  llvm::SmallBitVector bounded(fusion.iterators.size());
  for (AffineMap map : operandMaps(fusion)) {
    bool isFull = true;
    for (unsigned i = 0; i < bounded.size(); ++i) {
      bounded[i] = bounded[i] || map.isFunctionOfDim(i);
      isFull &= fusion.extents[i] == 1 || map.isFunctionOfDim(i);
    }
    numStreams += isFull;
  }
  for (Member &member : fusion.members)
    numBodyOps += countBodyOps(member.kernel);
  if (numStreams > kMaxStreams)
    return "it would read and write too many tensors at once";
  if (numBodyOps > kMaxBodyOps)
    return "its body would be too long";
  return bounded.all() && knowsExtents(fusion)
             ? Refusal()
             : "no operand would have the extent";
}

Refusal fuse::judge(Fusion &fusion) {
  if (fusion.members.size() == 2) {
    Member &first = fusion.first(), &second = fusion.second();
    if (!shareRows(fusion, first, second))
      return "rows lie along other dimensions";
    if (repeatsWork(fusion, first, second) ||
        repeatsWork(fusion, second, first))
      return "work would be repeated";
    if (contradict(first.kernel, second.kernel))
      return "attributes differ";
  }
  for (Member &member : fusion.members) {
    if (!readsRows(member.kernel))
      return "a contraction reads no row";
    if (member.kernel.rows.empty() && member.kernel.transposes())
      return "it moves the innermost dimension";
    if (!canPlace(member) || !canSplit(fusion, member))
      return "it cannot be reshaped";
  }
  if (!keepsResults(fusion))
    return "a result would not run over all rows";
  return judgeSize(fusion);
}
