// Which definition a polynomial is.
//
// The elements of the input that a polynomial names say which digits are
// normalized: a free element and one under a reduction differ exactly there.
// With them and with the constants that can be an epsilon, the definitions are
// instantiated; the solver does the rest.

#include "norm/Transforms/Raise/Match.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm::raise;

SmallVector<int64_t> Row::getShape() const {
  return llvm::map_to_vector(segments,
                             [](const Segment &s) { return s.extent; });
}

SmallVector<int64_t> Row::getReducedDims() const {
  SmallVector<int64_t> dims;
  for (auto [dim, segment] : llvm::enumerate(segments))
    if (segment.isReduced)
      dims.push_back(dim);
  return dims;
}

static bool isFree(const Index &index) {
  return llvm::all_of(
      index, [](const Vars &vars) { return llvm::none_of(vars, isBinder); });
}

static int64_t product(const Vars &vars, ArrayRef<int64_t> extents) {
  int64_t result = 1;
  for (unsigned var : vars)
    result =
        ShapedType::isDynamic(extents[var]) || ShapedType::isDynamic(result)
            ? ShapedType::kDynamic
            : result * extents[var];
  return result;
}

/// The part of `free` that a reduction runs over in `bound`: what is left
/// between their common ends. Nothing if they are alike.
static std::optional<std::pair<size_t, size_t>> findReduced(const Vars &free,
                                                            const Vars &bound) {
  size_t begin = 0, end = 0, length = std::min(free.size(), bound.size());
  while (begin < length && free[begin] == bound[begin])
    ++begin;
  while (end < length - begin &&
         free[free.size() - 1 - end] == bound[bound.size() - 1 - end])
    ++end;
  ArrayRef<unsigned> middle =
      ArrayRef(bound).slice(begin, bound.size() - begin - end);
  if (middle.empty() || !llvm::all_of(middle, isBinder) ||
      begin + end == free.size())
    return std::nullopt;
  return std::pair(begin, free.size() - end);
}

namespace {
/// The places at which a polynomial reads the input.
struct Places {
  std::set<Index> free, bound;
};
} // namespace

static Places findPlaces(const Poly &poly, const Node *input) {
  Places places;
  forEachAtom(poly, [&](const Atom *atom) {
    if (atom->kind == Atom::Load && atom->node == input)
      (isFree(atom->index) ? places.free : places.bound).insert(atom->index);
  });
  return places;
}

/// The segments of one parameter; false if two reductions disagree.
static bool addSegments(Row &row, unsigned param, const Places &places,
                        ArrayRef<int64_t> extents) {
  const Vars &free = (*places.free.begin())[param];
  std::optional<std::pair<size_t, size_t>> reduced;
  for (auto [number, place] : llvm::enumerate(places.bound)) {
    if (place[param] == free) {
      if (reduced)
        return false;
      continue;
    }
    auto found = findReduced(free, place[param]);
    if (!found || (reduced && *reduced != *found) || (!reduced && number > 0))
      return false;
    reduced = found;
  }
  size_t begin = reduced ? reduced->first : free.size();
  size_t end = reduced ? reduced->second : free.size();
  unsigned before = row.segments.size();
  auto add = [&](size_t from, size_t to, bool isReduced) {
    Vars vars(free.begin() + from, free.begin() + to);
    if (!vars.empty())
      row.segments.push_back({vars, product(vars, extents), isReduced});
  };
  add(0, begin, false);
  add(begin, end, true);
  add(end, free.size(), false);
  row.lengths.push_back(row.segments.size() - before);
  return true;
}

std::optional<Row> norm::raise::findRow(const Poly &poly, const Node *input,
                                        ArrayRef<int64_t> extents) {
  Places places = findPlaces(poly, input);
  if (places.free.size() != 1)
    return std::nullopt;
  llvm::SmallBitVector used(extents.size());
  for (const Vars &vars : *places.free.begin())
    for (unsigned var : vars)
      used.set(var);
  if (!used.all())
    return std::nullopt;
  Row row{input, {}, {}};
  for (unsigned param = 0; param < input->numParams; ++param)
    if (!addSegments(row, param, places, extents))
      return std::nullopt;
  return row;
}

/// Constants that stand where an epsilon can: beside a denominator.
static SmallVector<double> getEpsilons(const Poly &target) {
  SmallVector<double> epsilons;
  forEachAtom(target, [&](const Atom *atom) {
    if (atom->kind != Atom::Power && atom->kind != Atom::Max)
      return;
    for (const Poly &argument : atom->args) {
      std::optional<double> epsilon = toDouble(argument.getConstantTerm());
      if (!atom->loads.empty() && epsilon && *epsilon > 0 &&
          !llvm::is_contained(epsilons, *epsilon))
        epsilons.push_back(*epsilon);
    }
  });
  epsilons.push_back(0.0);
  return epsilons;
}

/// True if no value of the program goes into it: a number, however written.
static bool isNumber(const Poly &poly) {
  bool isNumber = true;
  forEachAtom(poly, [&](const Atom *atom) {
    isNumber &= atom->kind != Atom::Load && atom->kind != Atom::Count;
  });
  return isNumber;
}

/// Scale and bias are operands. A bare number is none: it may as well belong to
/// what follows.
static bool isAffine(const Match &match) {
  return match.form->op.takesAffine() &&
         (Match::isOne(match.scale) || !isNumber(match.scale)) &&
         (match.bias.isZero() || !isNumber(match.bias));
}

/// True if the scale is a sum of values, without a number in front: of two
/// definitions that differ by one, such as L2 and RMS without epsilon, the
/// other is meant.
static bool isPlain(const Poly &scale) {
  return llvm::all_of(scale.terms, [](const Term &term) {
    return term.coefficient == Rational(1) &&
           llvm::all_of(term.monomial, [](const Factor &factor) {
             return !factor.atom->loads.empty();
           });
  });
}

/// What is given along one dimension has its parameters along that dimension.
static bool liesAlong(const Match &match) {
  const Vars &vars = match.row.segments[match.dims[0]].vars;
  auto fits = [&](const Poly &poly) {
    return llvm::all_of(poly.terms, [&](const Term &term) {
      return llvm::all_of(term.monomial, [&](const Factor &factor) {
        return llvm::all_of(factor.atom->vars, [&](unsigned var) {
          return llvm::is_contained(vars, var);
        });
      });
    });
  };
  return fits(match.scale) && fits(match.bias);
}

/// What is left of the target beside the definition, or all of it if not even
/// a scale was found.
void Matcher::noteNearest(const Poly &target, const Form &form,
                          const Solver &solver) {
  if (solver.row.getReducedDims().empty())
    return;
  const Poly &rest = solver.bias.terms.empty() ? target : solver.bias;
  auto differs = [&](const Term &term) {
    return loads(Poly(term), solver.row.input);
  };
  size_t count = llvm::count_if(rest.terms, differs);
  if (count == 0 || (nearest && nearest->numDifferent <= count))
    return;
  std::string text;
  llvm::raw_string_ostream(text) << Poly(*llvm::find_if(rest.terms, differs));
  nearest = Nearest{form.op->getName().getStringRef().str(), text, count};
}

std::optional<Match> Matcher::matchOver(const Poly &target, const Row &row,
                                        ArrayRef<int64_t> dims) {
  Signature signature = getSignature(target, row.input);
  std::optional<Match> best;
  for (double epsilon : getEpsilons(target))
    for (const Form &form : definitions.get(row.getShape(), dims, epsilon)) {
      if (form.signature != signature)
        continue;
      Solver solver(algebra, target, row, form);
      if (!solver.solve()) {
        noteNearest(target, form, solver);
        continue;
      }
      Match match{&form,        row,         llvm::to_vector(dims), epsilon,
                  solver.scale, solver.bias, solver.unknowns};
      if (!match.isUnit() && !isAffine(match))
        continue;
      // The plainest reading wins, then the first in order.
      if (isPlain(match.scale))
        return match;
      if (!best)
        best = std::move(match);
    }
  return best;
}

std::optional<Match> Matcher::match(const Poly &target, const Node *input,
                                    ArrayRef<int64_t> extents) {
  if (target.large)
    return std::nullopt;
  std::optional<Row> row = findRow(target, input, extents);
  if (!row)
    return std::nullopt;
  SmallVector<int64_t> reduced = row->getReducedDims();
  if (!reduced.empty())
    return matchOver(target, *row, reduced);
  // No statistic is taken here; it may be given along one dimension.
  for (int64_t dim = 0, e = row->segments.size(); dim < e; ++dim)
    if (auto match = matchOver(target, *row, dim); match && liesAlong(*match))
      return match;
  return std::nullopt;
}
