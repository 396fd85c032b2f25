// The laws of powers, exponentials and maxima.

#include "norm/Transforms/Raise/Polynomial.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace mlir::norm::raise;

static bool isInteger(const Rational &value) { return value.den == 1; }

static bool isEven(const Rational &value) {
  return isInteger(value) && value.num % 2 == 0;
}

/// A factor that no argument makes negative. A root is never negative.
static bool isNonNegative(const Factor &factor) {
  return factor.atom->nonNegative || isEven(factor.exponent) ||
         !isInteger(factor.exponent);
}

static bool isNonNegative(const Poly &poly) {
  return llvm::all_of(poly.terms, [](const Term &term) {
    return term.coefficient > Rational(0) &&
           llvm::all_of(term.monomial, [](const Factor &factor) {
             return isNonNegative(factor);
           });
  });
}

/// Variables of the atom's own level and its arguments' that stay free.
static void deriveVars(Atom &atom) {
  llvm::SmallVector<unsigned, 8> vars;
  for (const Vars &list : atom.index)
    llvm::append_range(vars, list);
  for (const Poly &argument : atom.args)
    for (const Term &term : argument.terms)
      for (const Factor &factor : term.monomial) {
        llvm::append_range(vars, factor.atom->vars);
        atom.level = std::max(atom.level, factor.atom->level);
        atom.loads.insert(factor.atom->loads.begin(), factor.atom->loads.end());
      }
  if (atom.kind == Atom::Reduce)
    ++atom.level;
  llvm::sort(vars);
  vars.erase(llvm::unique(vars), vars.end());
  for (unsigned var : vars)
    if (atom.kind != Atom::Reduce || (var >> 16) != atom.level)
      atom.vars.push_back(var);
}

const Atom *Algebra::intern(Atom atom) {
  auto known = atoms.find(atom);
  if (known != atoms.end())
    return &*known;
  deriveVars(atom);
  if (atom.kind == Atom::Load)
    atom.loads.insert(atom.node);
  switch (atom.kind) {
  case Atom::Exp:
  case Atom::Abs:
  case Atom::Count:
    atom.nonNegative = true;
    break;
  case Atom::Power:
    atom.nonNegative = isNonNegative(atom.args[0]);
    break;
  case Atom::Reduce:
    atom.nonNegative = atom.combiner == vector::CombiningKind::ADD &&
                       isNonNegative(atom.args[0]);
    break;
  default:
    break;
  }
  atom.id = atoms.size();
  return &*atoms.insert(std::move(atom)).first;
}

/// An atom of one argument.
static Atom makeAtom(Atom::Kind kind, Poly argument) {
  Atom atom;
  atom.kind = kind;
  atom.args.push_back(std::move(argument));
  return atom;
}

/// The exact square root of a small square, else zero.
static int64_t squareRoot(const llvm::DynamicAPInt &square) {
  if (square > llvm::DynamicAPInt(int64_t(1) << 52))
    return 0;
  int64_t value = int64_t(square), root = std::llround(std::sqrt(double(value)));
  return root * root == value ? root : 0;
}

/// A positive constant to a power that is not an integer: whole factors go
/// into the coefficient, the rest is the root of an integer.
Poly Algebra::radical(const Rational &base, const Rational &exponent) {
  if (base <= Rational(0))
    return Poly::makeLarge();
  Poly result = constant(1);
  for (auto [number, sign] : {std::pair(base.num, 1), std::pair(base.den, -1)}) {
    if (number == 1)
      continue;
    Rational signedExponent = exponent * Rational(sign);
    int64_t root = exponent.den == 2 ? squareRoot(number) : 0;
    result = multiply(
        result,
        root ? power(constant(root), signedExponent * Rational(2))
             : power(intern(makeAtom(Atom::Power, constant(Rational(number)))),
                     signedExponent));
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
    bool losesSign = !isWhole && !factor.atom->nonNegative &&
                     isEven(factor.exponent);
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
  // The content goes outside, so that a sum and its multiples are one atom.
  auto lead = llvm::find_if(base.terms, [](const Term &term) {
    return !term.monomial.empty();
  });
  Rational content = presburger::abs(lead->coefficient);
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
    result = Poly(
        intern(makeAtom(Atom::Log, constant(term->coefficient))), Rational(1));
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
    const Atom *atom = isNonNegative(factor)
                           ? factor.atom
                           : intern(makeAtom(Atom::Abs, base));
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
  llvm::sort(atom.args, [](const Poly &s, const Poly &t) {
    return compare(s, t) < 0;
  });
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
  atom.tag = node->meaning.op
                 ? node->meaning.op->getName().getAsOpaquePointer()
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

Poly Algebra::rebuild(const Atom *atom, std::vector<Poly> arguments) {
  switch (atom->kind) {
  case Atom::Power:
    return arguments[0];
  case Atom::Exp:
    return exp(arguments[0]);
  case Atom::Log:
    return log(arguments[0]);
  case Atom::Abs:
    return abs(arguments[0]);
  case Atom::Max:
    return max(arguments[0], arguments[1]);
  case Atom::Apply:
    if (arguments.empty())
      return Poly(atom, Rational(1));
    return apply(atom->node, std::move(arguments));
  case Atom::Reduce:
    return reopen(atom, std::move(arguments[0]));
  case Atom::Load:
  case Atom::Count:
    return Poly(atom, Rational(1));
  }
  llvm_unreachable("every kind of atom is listed");
}

Poly Algebra::map(const Poly &poly,
                  llvm::function_ref<std::optional<Poly>(const Atom *)> known) {
  if (poly.large)
    return poly;
  Poly result;
  for (const Term &term : poly.terms) {
    Poly product = constant(term.coefficient);
    for (const Factor &factor : term.monomial)
      product = multiply(product, power(map(factor.atom, known),
                                        factor.exponent));
    result = add(result, product);
  }
  return result;
}

Poly Algebra::map(const Atom *atom,
                  llvm::function_ref<std::optional<Poly>(const Atom *)> known) {
  if (std::optional<Poly> value = known(atom))
    return *value;
  std::vector<Poly> arguments;
  for (const Poly &argument : atom->args)
    arguments.push_back(map(argument, known));
  return rebuild(atom, std::move(arguments));
}

Poly Algebra::rename(const Poly &poly, const Renaming &names) {
  return map(poly, [&](const Atom *atom) -> std::optional<Poly> {
    if (llvm::none_of(atom->vars,
                      [&](unsigned var) { return names.contains(var); }))
      return Poly(atom, Rational(1));
    if (atom->kind != Atom::Load)
      return std::nullopt;
    Index index;
    for (const Vars &vars : atom->index) {
      Vars renamed;
      for (unsigned var : vars) {
        auto name = names.find(var);
        if (name == names.end())
          renamed.push_back(var);
        else
          llvm::append_range(renamed, name->second);
      }
      index.push_back(renamed);
    }
    return load(atom->node, index);
  });
}

Poly Algebra::replace(const Poly &poly, const Node *node, const Poly &value) {
  return map(poly, [&](const Atom *atom) -> std::optional<Poly> {
    if (!atom->loads.contains(node))
      return Poly(atom, Rational(1));
    if (atom->kind == Atom::Load)
      return value;
    return std::nullopt;
  });
}
