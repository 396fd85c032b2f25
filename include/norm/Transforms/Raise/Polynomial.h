// Polynomials over atoms.
//
// The normal form of a scalar function: a polynomial with exact rational
// coefficients, whose monomials are products of rational powers of atoms. An
// atom is an element of a tensor, or a function of polynomials that the laws
// cannot take apart: the power of a sum, a reduction, an exponential, ...
//
// Equal functions get equal forms as far as the laws reach. All laws are
// applied by the constructors, bottom up; nothing is ever rewritten.

#ifndef NORM_TRANSFORMS_RAISE_POLYNOMIAL_H
#define NORM_TRANSFORMS_RAISE_POLYNOMIAL_H

#include "norm/Transforms/Raise/IndexedValue.h"

#include "mlir/Analysis/Presburger/Fraction.h"

#include <map>
#include <set>
#include <vector>

namespace mlir::norm::raise {

using Rational = presburger::Fraction;

class Atom;

/// A rational power of an atom.
struct Factor {
  const Atom *atom;
  Rational exponent;
};

/// Factors of different atoms, in the order of their creation.
using Monomial = SmallVector<Factor, 3>;

/// A monomial times a coefficient that is not zero.
struct Term {
  Monomial monomial;
  Rational coefficient;
};

/// A sum of terms with different monomials, in order. A sum that outgrew the
/// limit is `large`, and so is everything made from it.
struct Poly {
  std::vector<Term> terms;
  bool large = false;

  Poly() = default;
  explicit Poly(Term term) { terms.push_back(std::move(term)); }
  /// A product of factors, with coefficient 1.
  explicit Poly(Monomial monomial)
      : Poly(Term{std::move(monomial), Rational(1)}) {}
  /// A power of an atom that is not to be taken apart.
  Poly(const Atom *atom, const Rational &exponent)
      : Poly(Monomial{{atom, exponent}}) {}
  /// What outgrew the limit.
  static Poly makeLarge();

  bool isZero() const { return terms.empty() && !large; }
  /// The value of a constant.
  std::optional<Rational> asConstant() const;
  /// The only term, if there is just one.
  const Term *asTerm() const {
    return terms.size() == 1 && !large ? &terms.front() : nullptr;
  }
  /// The constant term.
  Rational getConstantTerm() const;
};

int compare(const Monomial &a, const Monomial &b);
int compare(const Poly &a, const Poly &b);
inline bool operator==(const Poly &a, const Poly &b) {
  return compare(a, b) == 0;
}
inline bool operator!=(const Poly &a, const Poly &b) {
  return compare(a, b) != 0;
}

/// A variable that a reduction inside an atom binds. The level is higher than
/// that of every reduction inside its own, so names never clash.
constexpr unsigned binder(unsigned level, unsigned number) {
  return (level << 16) | number;
}
constexpr bool isBinder(unsigned var) { return var >= (1u << 16); }

class Atom {
public:
  enum Kind {
    /// An element of a node that is not looked into.
    Load,
    /// The base of a power of a sum; the exponent stands in the factor.
    Power,
    /// A reduction of its argument over the binders.
    Reduce,
    Exp,
    Log,
    Abs,
    /// The greater of two numbers, NaN if one of them is.
    Max,
    /// The number of elements along a dynamic variable of a node.
    Count,
    /// Any other scalar operation.
    Apply
  };

  Kind kind;
  /// Load, Count: the node. Apply: a node of that operation.
  const Node *node = nullptr;
  /// Load: where. Count: the parameter.
  Index index;
  /// Apply: what is computed, as an operation name or an attribute.
  const void *tag = nullptr;
  Attribute attributes;
  vector::CombiningKind combiner = vector::CombiningKind::ADD;
  /// Reduce: the extents of the binders.
  SmallVector<int64_t, 2> binders;
  std::vector<Poly> args;

  // Derived when it is interned.
  unsigned id = 0;
  unsigned level = 0;
  bool nonNegative = false;
  /// Variables that are not bound inside, sorted.
  SmallVector<unsigned, 4> vars;
  /// Nodes that are loaded anywhere inside.
  llvm::SmallPtrSet<const Node *, 4> loads;

  bool uses(unsigned var) const { return llvm::is_contained(vars, var); }
};

/// True for a whole number.
inline bool isInteger(const Rational &value) { return value.den == 1; }
/// True for a whole number divisible by 2.
inline bool isEven(const Rational &value) {
  return isInteger(value) && value.num % 2 == 0;
}
/// True for a factor that no argument makes negative; a root never is.
bool isNonNegative(const Factor &factor);
/// True for a sum of such terms with positive coefficients.
bool isNonNegative(const Poly &poly);

/// A variable that is about to be bound, with its extent.
struct Bound {
  unsigned var;
  int64_t extent;
};

/// Owns the atoms and knows the laws.
class Algebra {
public:
  // The ring.
  Poly constant(const Rational &value) const;
  Poly power(const Atom *atom, const Rational &exponent);
  Poly add(const Poly &a, const Poly &b) const;
  Poly subtract(const Poly &a, const Poly &b) const;
  Poly multiply(const Poly &a, const Poly &b);
  Poly multiply(const Term &a, const Term &b);
  Poly scale(const Poly &a, const Rational &factor) const;
  /// The quotient; atoms that cancel are not taken apart.
  Poly divide(const Poly &a, const Term &divisor);

  // Functions of polynomials.
  Poly power(const Poly &base, const Rational &exponent);
  Poly exp(const Poly &argument);
  Poly log(const Poly &argument);
  Poly abs(const Poly &argument);
  Poly max(const Poly &a, const Poly &b);
  Poly min(const Poly &a, const Poly &b);
  Poly apply(const Node *node, std::vector<Poly> arguments);
  Poly reduce(vector::CombiningKind kind, const Poly &body,
              ArrayRef<Bound> bound);

  /// An element of a node that is not looked into.
  Poly load(const Node *node, Index index);
  /// The number of values of a parameter of a node.
  Poly count(const Node *node, unsigned param);
  /// A constant that is no number: an infinity or NaN.
  Poly special(const Node *node, Attribute value);

  /// Puts a list of variables in place of each variable that `names` has.
  using Renaming = llvm::DenseMap<unsigned, Vars>;
  Poly rename(const Poly &poly, const Renaming &names);
  /// Puts a polynomial in place of each load of a node at any place.
  Poly replace(const Poly &poly, const Node *node, const Poly &value);

  /// Applies the laws anew after the atoms that `known` answers for changed.
  Poly map(const Poly &poly,
           llvm::function_ref<std::optional<Poly>(const Atom *)> known);

private:
  struct Less {
    bool operator()(const Atom &a, const Atom &b) const;
  };

  const Atom *intern(Atom atom);
  Poly map(const Atom *atom,
           llvm::function_ref<std::optional<Poly>(const Atom *)> known);
  /// An atom's function applied to other arguments.
  Poly rebuild(const Atom *atom, std::vector<Poly> arguments);

  Poly root(const Term &term, const Rational &exponent);
  Poly radical(const Rational &base, const Rational &exponent);

  Poly sum(const Poly &body, ArrayRef<Bound> bound);
  Poly sumTerm(const Term &term, ArrayRef<Bound> bound, const Poly &body);
  Poly maximum(vector::CombiningKind kind, const Poly &body,
               ArrayRef<Bound> bound);
  Poly extent(const Bound &bound, const Poly &body);
  /// Binds the variables and numbers them in order of appearance.
  Poly close(vector::CombiningKind kind, const Poly &body,
             ArrayRef<Bound> bound);
  /// The body of a reduction with its binders as fresh variables.
  Poly open(const Atom *reduction, const Poly &body,
            SmallVectorImpl<Bound> &bound);
  Poly reopen(const Atom *reduction, Poly body);

  std::set<Atom, Less> atoms;
  unsigned lastFresh = 0;
};

/// True if the polynomial varies with the variable.
bool uses(const Poly &poly, unsigned var);
/// True if the node is loaded anywhere in it.
bool loads(const Poly &poly, const Node *node);
/// Calls back for every atom, also for those inside others.
void forEachAtom(const Poly &poly,
                 llvm::function_ref<void(const Atom *)> visit);

/// Prints for remarks and debugging.
llvm::raw_ostream &operator<<(llvm::raw_ostream &os, const Poly &poly);

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_POLYNOMIAL_H
