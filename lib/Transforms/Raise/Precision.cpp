// What the original rounds.
//
// Polynomials drop casts; nodes keep them. After a match the nodes between the
// input and the tail say in which types statistics were taken and where values
// were narrowed. A rounding that the named op does not have, or that it cannot
// be given, is a refusal.

#include "norm/Transforms/Raise/Name.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

namespace {
class Judge {
public:
  Judge(const Node *tail, const Match &match, const Cluster &cluster)
      : tail(tail), match(match), cluster(cluster),
        width(std::max(32u, widthOf(tail))) {}

  Precision judge();

private:
  static unsigned widthOf(const Node *node) {
    return node->meaning.type.getIntOrFloatBitWidth();
  }
  /// The value is the definition up to scale and bias.
  bool isHit(const Node *node) const { return cluster.hits.contains(node); }
  bool isUnitHit(const Node *node) const {
    return cluster.hits.contains(node) &&
           cluster.hits.find(node)->second.match.isUnit();
  }
  void judgeNode(const Node *node);
  void judgeNarrow(const Node *node);
  void judgeShift(const Node *node);
  void judgeSources();
  void refuse(const llvm::Twine &reason) {
    if (result.refusal.empty())
      result.refusal = reason.str();
  }

  const Node *tail;
  const Match &match;
  const Cluster &cluster;
  /// The width of the default compute type.
  unsigned width;
  Precision result;
  bool hasMaximum = false;
};
} // namespace

static std::string name(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

/// A value narrower than `compute`: the result itself, the normalized value
/// that is rounded before its scale, or what is computed from that.
void Judge::judgeNarrow(const Node *node) {
  bool isCast = isa<arith::TruncFOp>(node->meaning.op);
  if (node == tail && isCast)
    return;
  bool isRounded = isCast && isUnitHit(node);
  bool isAfter = !isCast && (node == tail || isHit(node));
  if (widthOf(node) == widthOf(tail) && (isRounded || isAfter)) {
    result.narrow = NarrowMode::before_scale;
    return;
  }
  refuse("a value inside is narrowed to " + name(node->meaning.type));
}

/// A shift that cancels must be the maximum of the row, else it protects
/// nothing.
void Judge::judgeShift(const Node *node) {
  forEachAtom(cluster.form->of(node), [&](const Atom *atom) {
    bool isShift = atom->kind == Atom::Max ||
                   (atom->kind == Atom::Reduce &&
                    atom->combiner != vector::CombiningKind::ADD);
    if (!isShift)
      return;
    hasMaximum = true;
    const Atom *element = asLoad(atom->args[0]);
    if (atom->kind == Atom::Max || !element || element->node != match.row.input)
      refuse("the shift that cancels is not the maximum of the row");
  });
}

/// What goes into the tail besides the input must be seen in its polynomial; a
/// value that cancels may still be infinite.
void Judge::judgeSources() {
  llvm::SmallPtrSet<const Node *, 8> seen;
  forEachAtom(cluster.form->of(tail), [&](const Atom *atom) {
    if (atom->kind == Atom::Load)
      seen.insert(atom->node);
  });
  SmallVector<const Node *> work = {tail};
  llvm::DenseSet<const Node *> visited;
  while (!work.empty()) {
    const Node *node = work.pop_back_val();
    if (!visited.insert(node).second || seen.contains(node))
      continue;
    if (node->is(Meaning::Leaf) || cluster.cuts.contains(node))
      refuse("a value that cancels goes into it");
    for (const Operand &operand : node->operands)
      work.push_back(operand.node);
  }
}

void Judge::judgeNode(const Node *node) {
  if (!isa<FloatType>(node->meaning.type))
    return;
  result.isWide |= widthOf(node) > width;
  if (match.form->hasShift)
    judgeShift(node);
  if (node->is(Meaning::Reduce) && !isMaximum(node) && widthOf(node) < width)
    return refuse("a statistic is accumulated in " + name(node->meaning.type));
  if (node->is(Meaning::Map) && widthOf(node) < width)
    judgeNarrow(node);
}

Precision Judge::judge() {
  for (const Node *node : cluster.between(tail))
    judgeNode(node);
  judgeSources();
  result.gainsShift = match.form->hasShift && !hasMaximum;
  if (match.isUnit())
    result.narrow = NarrowMode::last;
  if (result.narrow != NarrowMode::last &&
      !llvm::is_contained(match.form->op->getName().getAttributeNames(),
                          StringRef("narrow")))
    refuse("the op has no rounding before its end");
  return result;
}

Precision norm::raise::judgePrecision(const Node *tail, const Match &match,
                                      const Cluster &cluster) {
  return Judge(tail, match, cluster).judge();
}
