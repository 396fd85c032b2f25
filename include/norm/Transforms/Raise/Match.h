// Equality with a definition up to affine maps.

#ifndef NORM_TRANSFORMS_RAISE_MATCH_H
#define NORM_TRANSFORMS_RAISE_MATCH_H

#include "norm/Transforms/Raise/Definitions.h"

namespace mlir::norm::raise {

/// The input's row as a polynomial sees it: how the variables at hand run over
/// the parameters of the input, and which of them a statistic runs over too.
struct Row {
  struct Segment {
    Vars vars;
    int64_t extent;
    bool isReduced;
  };

  const Node *input;
  SmallVector<Segment> segments;
  /// How many segments each parameter of the input has.
  SmallVector<unsigned> lengths;

  SmallVector<int64_t> getShape() const;
  SmallVector<int64_t> getReducedDims() const;
};

/// Aligns the elements of the input that appear in `poly` free and under
/// reductions; `extents` are those of the variables. Nothing if the input does
/// not appear at exactly one free place, with all variables.
std::optional<Row> findRow(const Poly &poly, const Node *input,
                           ArrayRef<int64_t> extents);

/// target = scale * definition(input, unknowns) + bias.
struct Match {
  const Form *form;
  Row row;
  /// The dimensions that the form was asked for.
  SmallVector<int64_t> dims;
  double epsilon;
  Poly scale, bias;
  /// The operands that were solved for.
  SmallVector<std::pair<unsigned, Poly>, 2> unknowns;

  /// True if the definition alone is the target.
  bool isUnit() const { return isOne(scale) && bias.isZero(); }
  static bool isOne(const Poly &poly) {
    return poly.asConstant() == std::optional<Rational>(Rational(1));
  }
};

/// The one element that the polynomial is, or null.
const Atom *asLoad(const Poly &poly);

/// Solves target = scale * core + bias for a definition placed on the row.
class Solver {
public:
  Solver(Algebra &algebra, const Poly &target, const Row &row,
         const Form &form);

  bool solve();

  const Row &row;
  Poly scale, bias;
  SmallVector<std::pair<unsigned, Poly>, 2> unknowns;

private:
  void place();
  Poly countOf(unsigned segment);
  bool solveInside(const Node *unknown, Poly &value);
  bool solveFor(const Node *unknown, const Factor &mine, const Factor &theirs,
                Poly &value);
  bool solveFactor(const Node *unknown, const Poly &rest, Poly &value);
  bool substitute(unsigned operand, const Node *unknown, const Poly &value);
  const Term *getLead() const;

  Algebra &algebra;
  const Poly &target;
  const Form &form;
  Poly core;
};

/// The definition that a polynomial came nearest to, and where they part.
struct Nearest {
  std::string op;
  std::string difference;
  size_t numDifferent;
};

/// Finds the definition that a polynomial is equal to.
class Matcher {
public:
  Matcher(Algebra &algebra, Definitions &definitions)
      : algebra(algebra), definitions(definitions) {}

  std::optional<Match> match(const Poly &target, const Node *input,
                             ArrayRef<int64_t> extents);

  /// Of the polynomials that looked like a definition and were none, since it
  /// was last taken.
  std::optional<Nearest> takeNearest() { return std::exchange(nearest, {}); }

private:
  void noteNearest(const Poly &target, const Form &form, const Solver &solver);
  std::optional<Match> matchOver(const Poly &target, const Row &row,
                                 ArrayRef<int64_t> dims);

  Algebra &algebra;
  Definitions &definitions;
  std::optional<Nearest> nearest;
};

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_MATCH_H
