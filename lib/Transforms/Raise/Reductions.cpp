// The laws of sums and maxima over a row.
//
// A sum is linear over what is uniform along it, and what stays under the
// binder is one monomial. So E[x^2] - E[x]^2, E[(x - m)^2] and two means of one
// row are one form, and a shift that an exponential takes part in cancels.

#include "norm/Transforms/Raise/Polynomial.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm::raise;

using Kind = vector::CombiningKind;

static bool usesAny(const Factor &factor, ArrayRef<Bound> bound) {
  return llvm::any_of(bound,
                      [&](const Bound &b) { return factor.atom->uses(b.var); });
}

static bool usesAny(const Term &term, ArrayRef<Bound> bound) {
  return llvm::any_of(term.monomial, [&](const Factor &factor) {
    return usesAny(factor, bound);
  });
}

/// The number of values of a variable; a dynamic one is named by the node that
/// it runs over.
Poly Algebra::extent(const Bound &bound, const Poly &body) {
  if (!ShapedType::isDynamic(bound.extent))
    return constant(bound.extent);
  std::optional<Poly> found;
  forEachAtom(body, [&](const Atom *atom) {
    auto whole = llvm::find(atom->index, Vars{bound.var});
    if (!found && atom->kind == Atom::Load && whole != atom->index.end())
      found = count(atom->node, whole - atom->index.begin());
  });
  return found ? *found : Poly::makeLarge();
}

Poly Algebra::count(const Node *node, unsigned param) {
  auto [source, index] = IndexedValues::findExtent(node, param);
  Atom atom;
  atom.kind = Atom::Count;
  atom.node = source;
  atom.index = {Vars{index}};
  return power(intern(std::move(atom)), Rational(1));
}

Poly Algebra::open(const Atom *reduction, const Poly &body,
                   SmallVectorImpl<Bound> &bound) {
  Renaming names;
  for (auto [i, extent] : llvm::enumerate(reduction->binders)) {
    unsigned fresh = 0x8000 + lastFresh++ % 0x4000;
    bound.push_back({fresh, extent});
    names[binder(reduction->level, i)] = {fresh};
  }
  return rename(body, names);
}

Poly Algebra::reopen(const Atom *reduction, Poly body) {
  SmallVector<Bound> bound;
  Poly opened = open(reduction, body, bound);
  return reduce(reduction->combiner, opened, bound);
}

Poly Algebra::sumTerm(const Term &term, ArrayRef<Bound> bound,
                      const Poly &body) {
  Monomial uniform, varying;
  for (const Factor &factor : term.monomial)
    (usesAny(factor, bound) ? varying : uniform).push_back(factor);
  Poly result = scale(Poly(uniform), term.coefficient);
  if (varying.size() == 1 && varying[0].exponent == Rational(1) &&
      varying[0].atom->kind == Atom::Reduce &&
      varying[0].atom->combiner == Kind::ADD) {
    SmallVector<Bound> both(bound);
    Poly opened = open(varying[0].atom, varying[0].atom->args[0], both);
    return multiply(result, sum(opened, both));
  }
  Poly rest = Poly(varying);
  SmallVector<Bound> used;
  for (const Bound &b : bound) {
    if (uses(rest, b.var))
      used.push_back(b);
    else
      result = multiply(result, extent(b, body));
  }
  return used.empty() ? result : multiply(result, close(Kind::ADD, rest, used));
}

Poly Algebra::sum(const Poly &body, ArrayRef<Bound> bound) {
  Poly result;
  for (const Term &term : body.terms)
    result = add(result, sumTerm(term, bound, body));
  return result;
}

Poly Algebra::maximum(Kind kind, const Poly &body, ArrayRef<Bound> bound) {
  Poly uniform, varying;
  for (const Term &term : body.terms)
    (usesAny(term, bound) ? varying : uniform).terms.push_back(term);
  if (varying.isZero())
    return uniform;
  SmallVector<Bound> used(bound);
  const Term *term = varying.asTerm();
  Rational factor(1);
  if (term && term->coefficient > Rational(0)) {
    factor = term->coefficient;
    varying = Poly(term->monomial);
    const Factor &first = term->monomial.front();
    if (term->monomial.size() == 1 && first.exponent == Rational(1) &&
        first.atom->kind == Atom::Reduce && first.atom->combiner == kind)
      varying = open(first.atom, first.atom->args[0], used);
  }
  llvm::erase_if(used, [&](const Bound &b) { return !uses(varying, b.var); });
  return add(uniform, scale(close(kind, varying, used), factor));
}

Poly Algebra::reduce(Kind kind, const Poly &body, ArrayRef<Bound> bound) {
  if (body.large)
    return body;
  auto negated = [&](Kind dual) {
    return scale(reduce(dual, scale(body, Rational(-1)), bound), Rational(-1));
  };
  switch (kind) {
  case Kind::ADD:
    return sum(body, bound);
  case Kind::MAXIMUMF:
  case Kind::MAXNUMF:
    return maximum(kind, body, bound);
  case Kind::MINIMUMF:
    return negated(Kind::MAXIMUMF);
  case Kind::MINNUMF:
    return negated(Kind::MAXNUMF);
  default:
    bool usesAll =
        llvm::all_of(bound, [&](const Bound &b) { return uses(body, b.var); });
    return usesAll ? close(kind, body, bound) : Poly::makeLarge();
  }
}

namespace {
/// The bound variables in order of appearance, and what always follows them.
class Appearance {
public:
  explicit Appearance(ArrayRef<Bound> bound) : bound(bound) {}

  void visit(const Vars &list) {
    for (auto [i, var] : llvm::enumerate(list)) {
      if (!isBound(var))
        continue;
      if (!llvm::is_contained(order, var))
        order.push_back(var);
      note(before, var, i == 0 ? kNone : list[i - 1]);
      note(after, var, i + 1 == list.size() ? kNone : list[i + 1]);
    }
  }

  /// The variables that start a group, each with its members.
  SmallVector<Vars> getGroups() const {
    SmallVector<Vars> groups;
    for (unsigned var : order) {
      unsigned previous = before.lookup(var);
      if (isBound(previous) && after.lookup(previous) == var)
        continue;
      Vars group = {var};
      for (unsigned next = after.lookup(var);
           isBound(next) && before.lookup(next) == group.back();
           next = after.lookup(next))
        group.push_back(next);
      groups.push_back(group);
    }
    return groups;
  }

private:
  static constexpr unsigned kNone = ~0u;

  bool isBound(unsigned var) const {
    return llvm::any_of(bound, [&](const Bound &b) { return b.var == var; });
  }
  static void note(llvm::DenseMap<unsigned, unsigned> &map, unsigned var,
                   unsigned neighbour) {
    auto [known, isNew] = map.try_emplace(var, neighbour);
    if (!isNew && known->second != neighbour)
      known->second = kNone;
  }

  ArrayRef<Bound> bound;
  SmallVector<unsigned> order;
  llvm::DenseMap<unsigned, unsigned> before, after;
};
} // namespace

/// The number of values of several bound variables together.
static int64_t extentOf(const Vars &group, ArrayRef<Bound> bound) {
  int64_t extent = 1;
  for (unsigned var : group) {
    int64_t part = llvm::find_if(bound, [&](const Bound &b) {
                     return b.var == var;
                   })->extent;
    if (ShapedType::isDynamic(part))
      return part;
    extent *= part;
  }
  return extent;
}

Poly Algebra::close(Kind kind, const Poly &body, ArrayRef<Bound> bound) {
  Appearance appearance(bound);
  unsigned level = 1;
  forEachAtom(body, [&](const Atom *atom) {
    level = std::max(level, atom->level + 1);
    if (atom->kind != Atom::Load)
      return;
    for (const Vars &list : atom->index)
      appearance.visit(list);
  });

  Atom atom;
  atom.kind = Atom::Reduce;
  atom.combiner = kind;
  Renaming names;
  for (auto [i, group] : llvm::enumerate(appearance.getGroups())) {
    for (unsigned var : group)
      names[var] = {};
    names[group.front()] = {binder(level, i)};
    atom.binders.push_back(extentOf(group, bound));
  }
  Poly closed = rename(body, names);
  if (closed.large)
    return closed;
  // Renaming can take a coefficient out of a power; a sum keeps none.
  Rational factor(1);
  if (const Term *term = closed.asTerm(); term && kind == Kind::ADD) {
    factor = term->coefficient;
    closed = Poly(term->monomial);
  }
  atom.args.push_back(std::move(closed));
  return scale(power(intern(std::move(atom)), Rational(1)), factor);
}
