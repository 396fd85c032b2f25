// Scale, bias and unknown operands.
//
// The longest monomial of the definition leads: what it is multiplied by in
// the target is the scale, and what then remains is the bias. No definition
// says anything of either, so it does not matter where they stand. An operand
// of the definition is solved for first if it stands inside an atom, else from
// what remains.

#include "norm/Transforms/Raise/Match.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm::raise;

Solver::Solver(Algebra &algebra, const Poly &target, const Row &row,
               const Form &form)
    : row(row), algebra(algebra), target(target), form(form) {
  place();
}

/// Writes the definition in the variables and on the input of the target.
void Solver::place() {
  Algebra::Renaming names;
  for (auto [dim, segment] : llvm::enumerate(row.segments))
    names[dim] = segment.vars;
  Poly renamed = algebra.rename(form.poly, names);
  core = algebra.map(renamed, [&](const Atom *atom) -> std::optional<Poly> {
    if (atom->kind == Atom::Count && atom->node == form.input)
      return countOf(atom->index[0][0]);
    if (atom->kind != Atom::Load || atom->node != form.input)
      return std::nullopt;
    Index index;
    auto segment = atom->index.begin();
    for (unsigned length : row.lengths) {
      Vars vars;
      for (unsigned i = 0; i < length; ++i)
        llvm::append_range(vars, *segment++);
      index.push_back(vars);
    }
    return algebra.load(row.input, index);
  });
}

/// The number of points of a segment that is a whole parameter.
Poly Solver::countOf(unsigned segment) {
  unsigned first = 0;
  for (auto [param, length] : llvm::enumerate(row.lengths)) {
    if (first == segment && length == 1)
      return algebra.count(row.input, param);
    first += length;
  }
  return Poly::makeLarge();
}

const Atom *norm::raise::asLoad(const Poly &poly) {
  const Term *term = poly.asTerm();
  bool isLoad = term && term->monomial.size() == 1 &&
                term->coefficient == Rational(1) &&
                term->monomial[0].exponent == Rational(1) &&
                term->monomial[0].atom->kind == Atom::Load;
  return isLoad ? term->monomial[0].atom : nullptr;
}

/// Matches an atom of the definition that holds the unknown with one of the
/// target: in their arguments, all but the unknown must agree.
bool Solver::solveFor(const Node *unknown, const Factor &mine,
                      const Factor &theirs, Poly &value) {
  if (mine.exponent != theirs.exponent)
    return false;
  if (mine.atom->kind == Atom::Load) {
    value = algebra.power(theirs.atom, Rational(1));
    return asLoad(value);
  }
  if (mine.atom->kind != theirs.atom->kind ||
      mine.atom->tag != theirs.atom->tag || mine.atom->args.size() != 1)
    return false;
  const Poly &argument = mine.atom->args[0];
  auto holds = llvm::find_if(argument.terms, [&](const Term &term) {
    return loads(Poly(term), unknown);
  });
  if (holds == argument.terms.end())
    return false;
  auto factor = llvm::find_if(holds->monomial, [&](const Factor &f) {
    return f.atom->kind == Atom::Load && f.atom->node == unknown;
  });
  if (factor == holds->monomial.end())
    return false;
  Poly known = algebra.subtract(argument, Poly(*holds));
  Term cofactor = *holds;
  llvm::erase_if(cofactor.monomial,
                 [&](const Factor &f) { return f.atom == factor->atom; });
  Poly quotient =
      algebra.divide(algebra.subtract(theirs.atom->args[0], known), cofactor);
  value = algebra.power(quotient, Rational(1) / factor->exponent);
  return asLoad(value);
}

bool Solver::solveInside(const Node *unknown, Poly &value) {
  for (const Term &term : core.terms)
    for (const Factor &mine : term.monomial) {
      bool isPlain =
          mine.atom->kind == Atom::Load && mine.exponent == Rational(1);
      if (isPlain || !mine.atom->loads.contains(unknown))
        continue;
      for (const Term &other : target.terms)
        for (const Factor &theirs : other.monomial)
          if (solveFor(unknown, mine, theirs, value))
            return true;
      return false;
    }
  return false;
}

/// Solves for an unknown that stands in the definition as a factor, given what
/// the target has beside the leading part.
bool Solver::solveFactor(const Node *unknown, const Poly &rest, Poly &value) {
  const Term *holds = nullptr;
  for (const Term &term : core.terms)
    if (loads(Poly(term), unknown))
      holds = holds ? nullptr : &term;
  if (!holds)
    return false;
  Term cofactor = *holds;
  llvm::erase_if(cofactor.monomial, [&](const Factor &factor) {
    return factor.atom->kind == Atom::Load && factor.atom->node == unknown;
  });
  // What remains with the very roots of the cofactor is scale * unknown.
  Poly product;
  for (const Term &term : rest.terms) {
    bool hasAll = llvm::all_of(cofactor.monomial, [&](const Factor &factor) {
      return llvm::any_of(term.monomial, [&](const Factor &f) {
        return f.atom == factor.atom && f.exponent == factor.exponent;
      });
    });
    if (hasAll)
      product = algebra.add(product, algebra.divide(Poly(term), cofactor));
  }
  for (const Term &term : product.terms)
    for (const Factor &factor : term.monomial) {
      value = algebra.power(factor.atom, Rational(1));
      if (asLoad(value) && algebra.multiply(scale, value) == product)
        return true;
    }
  return false;
}

/// The term of the definition with the most factors that hold the input.
const Term *Solver::getLead() const {
  const Term *lead = nullptr;
  int64_t most = 0;
  for (const Term &term : core.terms) {
    int64_t holding = llvm::count_if(term.monomial, [&](const Factor &factor) {
      return factor.atom->loads.contains(row.input);
    });
    if (holding > most) {
      lead = &term;
      most = holding;
    }
  }
  return lead;
}

/// Puts the solution in place; it must lie along what the unknown lies along.
bool Solver::substitute(unsigned operand, const Node *unknown,
                        const Poly &value) {
  bool fits = true;
  forEachAtom(core, [&](const Atom *atom) {
    if (atom->kind == Atom::Load && atom->node == unknown)
      fits &= llvm::all_of(asLoad(value)->vars,
                           [&](unsigned var) { return atom->uses(var); });
  });
  core = algebra.replace(core, unknown, value);
  unknowns.push_back({operand, value});
  return fits && !loads(value, row.input);
}

bool Solver::solve() {
  SmallVector<std::pair<unsigned, const Node *>, 2> outside;
  for (auto [operand, unknown] : form.unknowns) {
    Poly value;
    if (!solveInside(unknown, value)) {
      outside.push_back({operand, unknown});
      continue;
    }
    if (!substitute(operand, unknown, value))
      return false;
  }
  const Term *lead = getLead();
  if (!lead || core.large)
    return false;
  for (const Term &term : target.terms) {
    Poly quotient = algebra.divide(Poly(term), *lead);
    if (!loads(quotient, row.input))
      scale = algebra.add(scale, quotient);
  }
  if (scale.isZero() || scale.large)
    return false;
  for (auto [operand, unknown] : outside) {
    Poly known, value;
    for (const Term &term : core.terms)
      if (!loads(Poly(term), unknown))
        known = algebra.add(known, Poly(term));
    Poly rest = algebra.subtract(target, algebra.multiply(scale, known));
    if (!solveFactor(unknown, rest, value))
      return false;
    if (!substitute(operand, unknown, value))
      return false;
  }
  bias = algebra.subtract(target, algebra.multiply(scale, core));
  return !bias.large && !loads(bias, row.input);
}
