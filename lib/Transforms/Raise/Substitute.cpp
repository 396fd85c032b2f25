// Interning of atoms, and substitution inside them.
//
// A substitution applies the laws anew from the inside out, so that its result
// is a normal form again.

#include "norm/Transforms/Raise/Polynomial.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm::raise;

bool norm::raise::isNonNegative(const Factor &factor) {
  return factor.atom->nonNegative || isEven(factor.exponent) ||
         !isInteger(factor.exponent);
}

bool norm::raise::isNonNegative(const Poly &poly) {
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
  if (atom.kind == Atom::Load)
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
      product =
          multiply(product, power(map(factor.atom, known), factor.exponent));
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
