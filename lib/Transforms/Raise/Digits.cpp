// Arithmetic of index digits.
//
// An operand of a node sees the variables through digits. `build` cuts every
// variable wherever an operand cuts it, joins the pieces that always appear
// side by side, and makes each of the resulting groups one parameter.

#include "norm/Transforms/Raise/IndexedValue.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

#include <limits>
#include <map>
#include <set>

using namespace mlir;
using namespace mlir::norm::raise;

/// A dynamic extent reaches beyond every cut.
static constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();

static int64_t end(int64_t begin, int64_t extent) {
  return ShapedType::isDynamic(extent) ? kEnd : begin * extent;
}

static int64_t extentBetween(int64_t begin, int64_t end) {
  return end == kEnd ? ShapedType::kDynamic : end / begin;
}

Digits norm::raise::wholeDigit(unsigned var, int64_t extent) {
  if (extent == 1)
    return {};
  return {Digit{var, 1, extent}};
}

/// Appends a digit, merged with the one before it where that continues it.
static void append(Digits &digits, Digit digit) {
  if (digits.empty() || digits.back().var != digit.var ||
      digits.back().stride != end(digit.stride, digit.extent)) {
    digits.push_back(digit);
    return;
  }
  int64_t outer = digits.back().extent;
  digits.back() = {digit.var, digit.stride,
                   ShapedType::isDynamic(outer) ? outer : outer * digit.extent};
}

/// The part [begin, end) of the number that `list` spells, innermost digit
/// last.
static std::optional<Digits> slice(ArrayRef<Digit> list, int64_t begin,
                                   int64_t stop) {
  SmallVector<Digit> reversed;
  int64_t low = 1;
  for (Digit digit : llvm::reverse(list)) {
    int64_t high = end(low, digit.extent);
    int64_t from = std::max(low, begin), to = std::min(high, stop);
    if (from < to) {
      if (from % low || (to != kEnd && to % from) ||
          (to != high && high != kEnd && high % to))
        return std::nullopt;
      reversed.push_back(
          {digit.var, digit.stride * (from / low), extentBetween(from, to)});
    }
    if (high == kEnd)
      break;
    low = high;
  }
  Digits result;
  for (Digit digit : llvm::reverse(reversed))
    append(result, digit);
  return result;
}

std::optional<Digits> norm::raise::compose(ArrayRef<Digit> digits,
                                           ArrayRef<Digits> place) {
  Digits result;
  for (Digit digit : digits) {
    std::optional<Digits> part =
        slice(place[digit.var], digit.stride, end(digit.stride, digit.extent));
    if (!part)
      return std::nullopt;
    for (Digit piece : *part)
      append(result, piece);
  }
  return result;
}

namespace {
/// The part of a variable between two neighbouring cuts.
struct Segment {
  unsigned var;
  int64_t begin, end;
};

/// The variables of one node to be, cut where any operand cuts them.
class Refinement {
public:
  Refinement(ArrayRef<Access> operands, ArrayRef<unsigned> boundVars)
      : operands(operands), boundVars(boundVars) {}

  /// Cuts the variables; false if two cuts do not nest.
  bool cut();
  /// Joins segments that always appear side by side and numbers the groups,
  /// free ones first, in order of appearance.
  void group();

  SmallVector<Operand, 2> getOperands() const;
  SmallVector<int64_t, 4> getExtents() const;
  unsigned getNumParams() const { return numParams; }
  /// The free groups as digits of the variables.
  SmallVector<Digits, 4> getIndex() const;

private:
  using List = SmallVector<unsigned, 2>;

  bool isBound(unsigned segment) const {
    return llvm::is_contained(boundVars, segments[segment].var);
  }
  List refine(ArrayRef<Digit> digits) const;
  void link();
  void number(bool bound);

  ArrayRef<Access> operands;
  ArrayRef<unsigned> boundVars;
  SmallVector<Segment> segments;
  SmallVector<SmallVector<List, 4>> lists;
  SmallVector<int> next, previous;
  SmallVector<List> groups;
  SmallVector<int> groupOf;
  unsigned numParams = 0;
};
} // namespace

bool Refinement::cut() {
  std::map<unsigned, std::set<int64_t>> cuts;
  for (const Access &operand : operands)
    for (const Digits &digits : operand.index)
      for (Digit digit : digits)
        cuts[digit.var].insert({digit.stride, end(digit.stride, digit.extent)});
  for (auto &[var, points] : cuts) {
    for (auto it = points.begin(); std::next(it) != points.end(); ++it) {
      int64_t begin = *it, stop = *std::next(it);
      if (stop != kEnd && stop % begin)
        return false;
      segments.push_back({var, begin, stop});
    }
  }
  for (const Access &operand : operands)
    lists.push_back(llvm::map_to_vector<4>(
        operand.index, [&](const Digits &digits) { return refine(digits); }));
  return true;
}

/// The segments that make up a digit list, outermost first.
Refinement::List Refinement::refine(ArrayRef<Digit> digits) const {
  List list;
  for (Digit digit : digits) {
    int64_t stop = end(digit.stride, digit.extent);
    for (unsigned i = segments.size(); i-- > 0;) {
      const Segment &segment = segments[i];
      if (segment.var == digit.var && segment.begin >= digit.stride &&
          segment.end <= stop)
        list.push_back(i);
    }
  }
  return list;
}

/// Finds for each segment its only neighbour on either side, if there is one.
void Refinement::link() {
  constexpr int unknown = -2, none = -1;
  next.assign(segments.size(), unknown);
  previous.assign(segments.size(), unknown);
  auto meet = [&](int &slot, int neighbour) {
    slot = slot == unknown || slot == neighbour ? neighbour : none;
  };
  for (const SmallVector<List, 4> &operand : lists)
    for (const List &list : operand)
      for (size_t i = 0; i < list.size(); ++i) {
        meet(previous[list[i]], i == 0 ? none : int(list[i - 1]));
        meet(next[list[i]], i + 1 == list.size() ? none : int(list[i + 1]));
      }
  auto joins = [&](int a, int b) {
    return a >= 0 && b >= 0 && next[a] == b && previous[b] == a &&
           isBound(a) == isBound(b);
  };
  SmallVector<int> linked(next);
  for (auto [i, follower] : llvm::enumerate(next))
    linked[i] = joins(i, follower) ? follower : none;
  next = linked;
  previous.assign(segments.size(), none);
  for (auto [i, follower] : llvm::enumerate(next))
    if (follower >= 0)
      previous[follower] = i;
}

/// Numbers the groups of one sort in order of appearance.
void Refinement::number(bool bound) {
  for (const SmallVector<List, 4> &operand : lists)
    for (const List &list : operand)
      for (unsigned segment : list) {
        if (groupOf[segment] >= 0 || isBound(segment) != bound)
          continue;
        int first = segment;
        while (previous[first] >= 0)
          first = previous[first];
        List members;
        for (int member = first; member >= 0; member = next[member]) {
          groupOf[member] = groups.size();
          members.push_back(member);
        }
        groups.push_back(members);
      }
}

void Refinement::group() {
  link();
  groupOf.assign(segments.size(), -1);
  number(/*bound=*/false);
  numParams = groups.size();
  number(/*bound=*/true);
}

SmallVector<Operand, 2> Refinement::getOperands() const {
  SmallVector<Operand, 2> result;
  for (auto [operand, indices] : llvm::zip_equal(operands, lists)) {
    Index index;
    for (const List &list : indices) {
      Vars vars;
      for (unsigned segment : list)
        if (previous[segment] < 0)
          vars.push_back(groupOf[segment]);
      index.push_back(vars);
    }
    result.push_back({operand.node, index});
  }
  return result;
}

SmallVector<int64_t, 4> Refinement::getExtents() const {
  return llvm::map_to_vector<4>(groups, [&](const List &members) {
    int64_t extent = 1;
    for (unsigned member : members) {
      const Segment &segment = segments[member];
      if (segment.end == kEnd || ShapedType::isDynamic(extent))
        extent = ShapedType::kDynamic;
      else
        extent *= segment.end / segment.begin;
    }
    return extent;
  });
}

SmallVector<Digits, 4> Refinement::getIndex() const {
  SmallVector<Digits, 4> index;
  for (const List &members : ArrayRef(groups).take_front(numParams)) {
    Digits digits;
    for (unsigned member : members) {
      const Segment &segment = segments[member];
      append(digits, {segment.var, segment.begin,
                      extentBetween(segment.begin, segment.end)});
    }
    index.push_back(digits);
  }
  return index;
}

std::optional<Access> IndexedValues::build(const Meaning &meaning,
                                           ArrayRef<Access> operands,
                                           ArrayRef<unsigned> boundVars) {
  Refinement refinement(operands, boundVars);
  if (!refinement.cut())
    return std::nullopt;
  refinement.group();
  const Node *node = intern(meaning, refinement.getOperands(),
                            refinement.getExtents(), refinement.getNumParams());
  return Access{node, refinement.getIndex()};
}

std::optional<Access> IndexedValues::at(const Access &access,
                                        ArrayRef<Digits> place) {
  Access result{access.node, {}};
  for (const Digits &digits : access.index) {
    std::optional<Digits> composed = compose(digits, place);
    if (!composed)
      return std::nullopt;
    result.index.push_back(std::move(*composed));
  }
  return result;
}
