// The laws of powers, exponentials and maxima.

#include "norm/Transforms/Raise/Polynomial.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm::raise;

/// An atom of one argument.
static Atom makeAtom(Atom::Kind kind, Poly argument) {
  Atom atom;
  atom.kind = kind;
  atom.args.push_back(std::move(argument));
  return atom;
}

/// Splits a positive integer into powers of small primes and a rest.
static SmallVector<std::pair<llvm::DynamicAPInt, int64_t>>
factorize(llvm::DynamicAPInt number) {
  SmallVector<std::pair<llvm::DynamicAPInt, int64_t>> factors;
  constexpr int64_t largest = 1 << 12;
  for (int64_t prime = 2; prime < largest && number != 1; ++prime) {
    int64_t multiplicity = 0;
    for (; number % prime == 0; number = number / prime)
      ++multiplicity;
    if (multiplicity)
      factors.push_back({llvm::DynamicAPInt(prime), multiplicity});
  }
  if (number != 1)
    factors.push_back({number, 1});
  return factors;
}

/// A positive constant to a power that is not an integer: the product of roots
/// of primes, whose whole parts go into the coefficient.
Poly Algebra::radical(const Rational &base, const Rational &exponent) {
  if (base <= Rational(0))
    return Poly::makeLarge();
  Poly result = constant(1);
  for (auto [number, sign] : {std::pair(base.num, 1), std::pair(base.den, -1)})
    for (auto [prime, multiplicity] : factorize(number)) {
      const Atom *atom =
          intern(makeAtom(Atom::Power, constant(Rational(prime))));
      result = multiply(result,
                        power(atom, exponent * Rational(sign * multiplicity)));
    }
  return result;
}

static Rational integerPower(Rational base, llvm::DynamicAPInt exponent) {
  if (exponent < 0) {
    base = Rational(1) / base;
    exponent = -exponent;
  }
  Rational result(1);
  for (; exponent > 0; --exponent)
    result *= base;
  return result;
}

Poly Algebra::power(const Atom *atom, const Rational &exponent) {
  if (exponent == Rational(0))
    return constant(1);
  if (atom->kind == Atom::Abs && isEven(exponent))
    return power(atom->args[0], exponent);
  if (atom->kind != Atom::Power)
    return Poly(atom, exponent);

  std::optional<Rational> base = atom->args[0].asConstant();
  if (!base) {
    bool expands = isInteger(exponent) && exponent > Rational(0);
    return expands ? power(atom->args[0], exponent) : Poly(atom, exponent);
  }
  llvm::DynamicAPInt whole = presburger::floor(exponent);
  Rational rest = exponent - Rational(whole);
  Poly result = constant(integerPower(*base, whole));
  return rest == Rational(0) ? result : multiply(result, Poly(atom, rest));
}

/// The power of one term, factor by factor where the signs allow it.
Poly Algebra::root(const Term &term, const Rational &exponent) {
  bool isWhole = isInteger(exponent);
  auto isOdd = [](const Factor &factor) { return !isNonNegative(factor); };
  if (!isWhole && (term.coefficient < Rational(0) ||
                   llvm::count_if(term.monomial, isOdd) > 1)) {
    return Poly(intern(makeAtom(Atom::Power, Poly(term))), exponent);
  }
  Poly result = isWhole ? constant(integerPower(term.coefficient, exponent.num))
                        : radical(term.coefficient, exponent);
  for (const Factor &factor : term.monomial) {
    Rational product = factor.exponent * exponent;
    bool losesSign =
        !isWhole && !factor.atom->nonNegative && isEven(factor.exponent);
    Poly base = Poly(factor.atom, Rational(1));
    result = multiply(result, losesSign ? power(abs(base), product)
                                        : power(factor.atom, product));
  }
  return result;
}

/// Sums keep their terms below this power; beyond it nothing is recognised.
static constexpr int64_t kMaxExpandedPower = 4;

Poly Algebra::power(const Poly &base, const Rational &exponent) {
  if (base.large || (base.isZero() && exponent <= Rational(0)))
    return Poly::makeLarge();
  if (base.isZero())
    return base;
  if (const Term *term = base.asTerm()) {
    if (term->monomial.empty() && !isInteger(exponent))
      return radical(term->coefficient, exponent);
    if (presburger::abs(exponent) > Rational(64))
      return Poly::makeLarge();
    return root(*term, exponent);
  }
  if (isInteger(exponent) && exponent > Rational(0)) {
    if (exponent > Rational(kMaxExpandedPower))
      return Poly::makeLarge();
    Poly result = base;
    for (Rational i(1); i < exponent; i += Rational(1))
      result = multiply(result, base);
    return result;
  }
  // The content goes outside, so that a sum and its multiples are one atom;
  // beside an epsilon it stays, so that the epsilon does.
  Rational content(1);
  if (base.getConstantTerm() == Rational(0))
    content = presburger::abs(base.terms.front().coefficient);
  Poly scaled = scale(base, Rational(1) / content);
  return multiply(power(constant(content), exponent),
                  Poly(intern(makeAtom(Atom::Power, scaled)), exponent));
}

Poly Algebra::exp(const Poly &argument) {
  if (argument.large)
    return argument;
  Poly result = constant(1);
  for (const Term &term : argument.terms) {
    const Atom *atom = intern(makeAtom(Atom::Exp, Poly(term.monomial)));
    result = multiply(result, Poly(atom, term.coefficient));
  }
  return result;
}

Poly Algebra::log(const Poly &argument) {
  if (argument.large)
    return argument;
  const Term *term = argument.asTerm();
  if (!term || term->coefficient <= Rational(0) ||
      !llvm::all_of(term->monomial, [](const Factor &factor) {
        return factor.atom->nonNegative;
      }))
    return Poly(intern(makeAtom(Atom::Log, argument)), Rational(1));
  Poly result;
  if (term->coefficient != Rational(1))
    result = Poly(intern(makeAtom(Atom::Log, constant(term->coefficient))),
                  Rational(1));
  for (const Factor &factor : term->monomial) {
    Poly base = Poly(factor.atom, Rational(1));
    Poly part = factor.atom->kind == Atom::Exp
                    ? factor.atom->args[0]
                    : Poly(intern(makeAtom(Atom::Log, base)), Rational(1));
    result = add(result, scale(part, factor.exponent));
  }
  return result;
}

Poly Algebra::abs(const Poly &argument) {
  if (argument.large)
    return argument;
  const Term *term = argument.asTerm();
  if (!term)
    return argument.isZero()
               ? argument
               : Poly(intern(makeAtom(Atom::Abs, argument)), Rational(1));
  Poly result = constant(presburger::abs(term->coefficient));
  for (const Factor &factor : term->monomial) {
    Poly base = Poly(factor.atom, Rational(1));
    const Atom *atom =
        isNonNegative(factor) ? factor.atom : intern(makeAtom(Atom::Abs, base));
    result = multiply(result, power(atom, factor.exponent));
  }
  return result;
}

Poly Algebra::max(const Poly &a, const Poly &b) {
  if (a.large || b.large)
    return Poly::makeLarge();
  if (a == b)
    return a;
  std::optional<Rational> x = a.asConstant(), y = b.asConstant();
  if (x && y)
    return *x > *y ? a : b;
  if (x && *x <= Rational(0) && isNonNegative(b))
    return b;
  if (y && *y <= Rational(0) && isNonNegative(a))
    return a;
  Atom atom;
  atom.kind = Atom::Max;
  atom.args = {a, b};
  llvm::sort(atom.args,
             [](const Poly &s, const Poly &t) { return compare(s, t) < 0; });
  return Poly(intern(std::move(atom)), Rational(1));
}

Poly Algebra::min(const Poly &a, const Poly &b) {
  return scale(max(scale(a, Rational(-1)), scale(b, Rational(-1))),
               Rational(-1));
}

Poly Algebra::apply(const Node *node, std::vector<Poly> arguments) {
  if (llvm::any_of(arguments, [](const Poly &poly) { return poly.large; }))
    return Poly::makeLarge();
  Atom atom;
  atom.kind = Atom::Apply;
  atom.node = node;
  atom.tag = node->meaning.op ? node->meaning.op->getName().getAsOpaquePointer()
                              : nullptr;
  atom.attributes = node->meaning.attributes;
  atom.args = std::move(arguments);
  return Poly(intern(std::move(atom)), Rational(1));
}

Poly Algebra::special(const Node *node, Attribute value) {
  Atom atom;
  atom.kind = Atom::Apply;
  atom.node = node;
  atom.attributes = value;
  return Poly(intern(std::move(atom)), Rational(1));
}

Poly Algebra::load(const Node *node, Index index) {
  Atom atom;
  atom.kind = Atom::Load;
  atom.node = node;
  atom.index = std::move(index);
  return Poly(intern(std::move(atom)), Rational(1));
}
