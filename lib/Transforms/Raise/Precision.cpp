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
      : tail(tail), match(match), cluster(cluster), width(std::max(32u, widthOf(tail))) {}

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
  void judgeMaximum(const Node *node);
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

/// A maximum that cancels must be the row's own, else the shift protects
/// nothing.
void Judge::judgeMaximum(const Node *node) {
  hasMaximum = true;
  const Term *term = cluster.form->of(node).asTerm();
  bool isOwn = term && term->monomial.size() == 1 &&
               term->coefficient == Rational(1) &&
               term->monomial[0].atom->kind == Atom::Reduce;
  if (isOwn) {
    const Term *body = term->monomial[0].atom->args[0].asTerm();
    isOwn = body && body->monomial.size() == 1 &&
            body->coefficient == Rational(1) &&
            body->monomial[0].exponent == Rational(1) &&
            body->monomial[0].atom->node == match.row.input;
  }
  if (!isOwn && match.form->hasShift)
    refuse("the maximum subtracted is not that of the row");
}

void Judge::judgeNode(const Node *node) {
  if (!isa<FloatType>(node->meaning.type))
    return;
  result.isWide |= widthOf(node) > width;
  if (isMaximum(node))
    return judgeMaximum(node);
  if (node->is(Meaning::Reduce) && widthOf(node) < width)
    return refuse("a statistic is accumulated in " + name(node->meaning.type));
  if (node->is(Meaning::Map) && widthOf(node) < width)
    judgeNarrow(node);
}

Precision Judge::judge() {
  for (const Node *node : cluster.between(tail))
    judgeNode(node);
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
