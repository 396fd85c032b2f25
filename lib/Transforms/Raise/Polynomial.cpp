// The ring and its atoms.

#include "norm/Transforms/Raise/Polynomial.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <tuple>

using namespace mlir;
using namespace mlir::norm::raise;

/// Nothing that names a normalizer comes near it; it ends the expansion of
/// foreign chains.
static constexpr size_t kMaxTerms = 160;

int norm::raise::compare(const Monomial &a, const Monomial &b) {
  for (auto [x, y] : llvm::zip(a, b)) {
    if (x.atom != y.atom)
      return x.atom->id < y.atom->id ? -1 : 1;
    if (int order = presburger::compare(x.exponent, y.exponent))
      return order;
  }
  return int(a.size() > b.size()) - int(a.size() < b.size());
}

int norm::raise::compare(const Poly &a, const Poly &b) {
  if (a.large != b.large)
    return a.large ? 1 : -1;
  for (auto [x, y] : llvm::zip(a.terms, b.terms)) {
    if (int order = compare(x.monomial, y.monomial))
      return order;
    if (int order = presburger::compare(x.coefficient, y.coefficient))
      return order;
  }
  return int(a.terms.size() > b.terms.size()) -
         int(a.terms.size() < b.terms.size());
}

std::optional<Rational> Poly::asConstant() const {
  if (isZero())
    return Rational(0);
  const Term *term = asTerm();
  if (!term || !term->monomial.empty())
    return std::nullopt;
  return term->coefficient;
}

Rational Poly::getConstantTerm() const {
  if (terms.empty() || !terms.front().monomial.empty())
    return Rational(0);
  return terms.front().coefficient;
}

Poly Poly::makeLarge() {
  Poly poly;
  poly.large = true;
  return poly;
}

Poly Algebra::constant(const Rational &value) const {
  Poly poly;
  if (value != Rational(0))
    poly.terms.push_back({{}, presburger::reduce(value)});
  return poly;
}

Poly Algebra::add(const Poly &a, const Poly &b) const {
  if (a.large || b.large)
    return Poly::makeLarge();
  Poly sum;
  auto x = a.terms.begin(), y = b.terms.begin();
  while (x != a.terms.end() || y != b.terms.end()) {
    int order = x == a.terms.end()   ? 1
                : y == b.terms.end() ? -1
                                     : compare(x->monomial, y->monomial);
    if (order != 0) {
      sum.terms.push_back(order < 0 ? *x++ : *y++);
      continue;
    }
    Rational coefficient = x->coefficient + y->coefficient;
    if (coefficient != Rational(0))
      sum.terms.push_back({x->monomial, coefficient});
    ++x, ++y;
  }
  return sum.terms.size() > kMaxTerms ? Poly::makeLarge() : sum;
}

Poly Algebra::scale(const Poly &a, const Rational &factor) const {
  if (factor == Rational(0))
    return {};
  Poly result = a;
  for (Term &term : result.terms)
    term.coefficient *= factor;
  return result;
}

Poly Algebra::subtract(const Poly &a, const Poly &b) const {
  return add(a, scale(b, Rational(-1)));
}

Poly Algebra::multiply(const Term &a, const Term &b) {
  Term product{{}, a.coefficient * b.coefficient};
  Poly rest = constant(1);
  auto x = a.monomial.begin(), y = b.monomial.begin();
  while (x != a.monomial.end() || y != b.monomial.end()) {
    if (y == b.monomial.end() ||
        (x != a.monomial.end() && x->atom->id < y->atom->id)) {
      product.monomial.push_back(*x++);
      continue;
    }
    if (x == a.monomial.end() || y->atom->id < x->atom->id) {
      product.monomial.push_back(*y++);
      continue;
    }
    // Meeting powers may leave the form of a single factor.
    Poly met = power(x->atom, x->exponent + y->exponent);
    const Term *term = met.asTerm();
    if (term && term->monomial.size() <= 1) {
      product.coefficient *= term->coefficient;
      llvm::append_range(product.monomial, term->monomial);
    } else {
      rest = multiply(rest, met);
    }
    ++x, ++y;
  }
  Poly result;
  result.terms.push_back(std::move(product));
  return rest == constant(1) ? result : multiply(result, rest);
}

Poly Algebra::multiply(const Poly &a, const Poly &b) {
  if (a.large || b.large || a.terms.size() * b.terms.size() > 16 * kMaxTerms)
    return Poly::makeLarge();
  Poly product;
  for (const Term &x : a.terms)
    for (const Term &y : b.terms)
      product = add(product, multiply(x, y));
  return product;
}

Poly Algebra::divide(const Poly &a, const Term &divisor) {
  Poly result;
  for (const Term &term : a.terms) {
    Poly quotient = constant(term.coefficient / divisor.coefficient);
    Monomial divided = term.monomial;
    for (const Factor &factor : divisor.monomial) {
      auto same = llvm::find_if(divided, [&](const Factor &other) {
        return other.atom == factor.atom;
      });
      if (same != divided.end())
        same->exponent -= factor.exponent;
      else
        divided.push_back({factor.atom, -factor.exponent});
    }
    for (const Factor &factor : divided)
      quotient = multiply(quotient, power(factor.atom, factor.exponent));
    result = add(result, quotient);
  }
  return a.large ? a : result;
}

bool norm::raise::uses(const Poly &poly, unsigned var) {
  return llvm::any_of(poly.terms, [&](const Term &term) {
    return llvm::any_of(term.monomial, [&](const Factor &factor) {
      return factor.atom->uses(var);
    });
  });
}

bool norm::raise::loads(const Poly &poly, const Node *node) {
  return llvm::any_of(poly.terms, [&](const Term &term) {
    return llvm::any_of(term.monomial, [&](const Factor &factor) {
      return factor.atom->loads.contains(node);
    });
  });
}

void norm::raise::forEachAtom(const Poly &poly,
                              llvm::function_ref<void(const Atom *)> visit) {
  for (const Term &term : poly.terms)
    for (const Factor &factor : term.monomial) {
      visit(factor.atom);
      for (const Poly &argument : factor.atom->args)
        forEachAtom(argument, visit);
    }
}

bool Algebra::Less::operator()(const Atom &a, const Atom &b) const {
  auto key = [](const Atom &atom) {
    return std::make_tuple(
        atom.kind, unsigned(atom.combiner), atom.tag,
        atom.attributes.getAsOpaquePointer(),
        atom.kind == Atom::Apply || !atom.node ? ~0u : atom.node->id,
        atom.args.size(), atom.index.size(), atom.binders.size());
  };
  auto x = key(a), y = key(b);
  if (x != y)
    return x < y;
  for (auto [s, t] : llvm::zip(a.index, b.index))
    if (s != t)
      return std::lexicographical_compare(s.begin(), s.end(), t.begin(),
                                          t.end());
  for (auto [s, t] : llvm::zip(a.binders, b.binders))
    if (s != t)
      return s < t;
  for (auto [s, t] : llvm::zip(a.args, b.args))
    if (int order = compare(s, t))
      return order < 0;
  return false;
}

static void printFactor(llvm::raw_ostream &os, const Factor &factor);

llvm::raw_ostream &norm::raise::operator<<(llvm::raw_ostream &os,
                                           const Poly &poly) {
  if (poly.large)
    return os << "...";
  if (poly.isZero())
    return os << "0";
  llvm::interleave(
      poly.terms, os,
      [&](const Term &term) {
        bool isUnit = term.coefficient == Rational(1);
        if (!isUnit || term.monomial.empty())
          os << term.coefficient.num;
        if (term.coefficient.den != 1)
          os << "/" << term.coefficient.den;
        if (!isUnit && !term.monomial.empty())
          os << "*";
        llvm::interleave(
            term.monomial, os,
            [&](const Factor &factor) { printFactor(os, factor); }, "*");
      },
      " + ");
  return os;
}

static void printIndex(llvm::raw_ostream &os, const Index &index) {
  os << "[";
  llvm::interleave(
      index, os,
      [&](const Vars &vars) {
        llvm::interleave(
            vars, os,
            [&](unsigned var) {
              if (isBinder(var))
                os << "j" << (var >> 16) << "." << (var & 0xffff);
              else
                os << "i" << var;
            },
            "'");
      },
      ",");
  os << "]";
}

static void printFactor(llvm::raw_ostream &os, const Factor &factor) {
  static constexpr StringLiteral names[] = {
      "x", "", "reduce", "exp", "log", "abs", "max", "count", "f"};
  const Atom *atom = factor.atom;
  os << names[atom->kind];
  if (atom->kind == Atom::Load || atom->kind == Atom::Count)
    os << atom->node->id;
  if (atom->kind == Atom::Load)
    printIndex(os, atom->index);
  if (!atom->args.empty()) {
    os << "(";
    llvm::interleaveComma(atom->args, os);
    os << ")";
  }
  if (factor.exponent != Rational(1))
    os << "^" << factor.exponent;
}
