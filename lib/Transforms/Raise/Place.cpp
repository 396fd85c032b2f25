// Values of the program as operands.
//
// A named op is to take the place of the tail's value, in the layout in which
// that is stored. The input and every operand are values that the program has
// already; what they lack is at most an expand_shape.

#include "norm/Transforms/Raise/Name.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

/// An index of whole variables as digits of the tail's parameters.
SmallVector<Digits, 4> Placer::placeOf(const Index &index) const {
  return llvm::map_to_vector<4>(index, [&](const Vars &vars) {
    Digits digits;
    for (unsigned var : vars)
      llvm::append_range(digits, wholeDigit(var, tail->extents[var]));
    return digits;
  });
}

static int64_t extentOf(ArrayRef<Digit> digits) {
  int64_t extent = 1;
  for (Digit digit : digits)
    extent =
        ShapedType::isDynamic(digit.extent) || ShapedType::isDynamic(extent)
            ? ShapedType::kDynamic
            : extent * digit.extent;
  return extent;
}

/// The layout is that of the first value that holds the tail, with dimensions
/// split where only a part of them is normalized.
bool Placer::placeResult(Naming &naming) {
  ArrayRef<View> views = graph.getViews(tail);
  if (views.empty() || !views.front().value.getDefiningOp())
    return false;
  naming.result = views.front().value;
  position = naming.result.getDefiningOp();
  stored = views.front().dims;
  auto isAlong = [&](Digit digit) {
    return llvm::any_of(naming.match.dims, [&](int64_t dim) {
      return llvm::is_contained(naming.match.row.segments[dim].vars, digit.var);
    });
  };
  for (const Digits &digits : stored) {
    ReassociationIndices group;
    for (Digit digit : digits) {
      bool startsDim =
          group.empty() || isAlong(layout.back().back()) != isAlong(digit);
      if (startsDim) {
        group.push_back(layout.size());
        layout.emplace_back();
      }
      layout.back().push_back(digit);
    }
    if (digits.empty()) {
      group.push_back(layout.size());
      layout.emplace_back();
    }
    split.push_back(group);
  }
  for (auto [dim, digits] : llvm::enumerate(layout)) {
    shape.push_back(extentOf(digits));
    if (!digits.empty() && isAlong(digits.front()))
      dims.push_back(dim);
  }
  naming.dims = dims;
  bool isStatic = llvm::none_of(shape, ShapedType::isDynamic);
  return !dims.empty() && (layout.size() == stored.size() || isStatic);
}

std::optional<Placed> Placer::placeInput(const Node *node, const Match &match) {
  Index index;
  auto segment = match.row.segments.begin();
  for (unsigned length : match.row.lengths) {
    Vars vars;
    for (unsigned i = 0; i < length; ++i)
      llvm::append_range(vars, (segment++)->vars);
    index.push_back(vars);
  }
  SmallVector<Digits, 4> place = placeOf(index);
  auto type =
      cast<RankedTensorType>(graph.getViews(tail).front().value.getType());
  for (const View &view : graph.getViews(node)) {
    if (getElementTypeOrSelf(view.value) != type.getElementType() ||
        !dominance.properlyDominates(view.value, position))
      continue;
    SmallVector<Digits, 4> composed;
    for (const Digits &digits : view.dims)
      composed.push_back(compose(digits, place).value_or(Digits()));
    if (composed != stored)
      continue;
    if (layout.size() == stored.size())
      return Placed{view.value, type, {}};
    return Placed{view.value,
                  RankedTensorType::get(shape, type.getElementType()), split};
  }
  return std::nullopt;
}

/// The input itself, or a widened copy if the result has that type.
bool Placer::placeInput(Naming &naming) {
  SmallVector<const Node *> nodes = {naming.match.row.input};
  for (const Node *user : graph.getUsers(naming.match.row.input))
    if (user->is(Meaning::Map) && isa<arith::ExtFOp>(user->meaning.op))
      nodes.push_back(user);
  for (const Node *node : nodes)
    if (std::optional<Placed> placed = placeInput(node, naming.match)) {
      naming.input = *placed;
      return true;
    }
  return false;
}

/// The value with unit dimensions where the layout has others, so that it has
/// the rank of the input.
std::optional<Placed> Placer::spread(Value value, ArrayRef<Digits> operand) {
  SmallVector<ReassociationIndices> groups;
  SmallVector<int64_t> extents(layout.size(), 1);
  size_t next = 0;
  for (const Digits &digits : operand) {
    ReassociationIndices group;
    Digits covered;
    while (next < layout.size() && covered != digits) {
      bool fits = digits.size() >= covered.size() + layout[next].size() &&
                  ArrayRef(digits).slice(covered.size(), layout[next].size()) ==
                      ArrayRef(layout[next]);
      if (fits && !layout[next].empty()) {
        extents[next] = shape[next];
        llvm::append_range(covered, layout[next]);
      } else if (!covered.empty()) {
        return std::nullopt;
      }
      group.push_back(next++);
    }
    if (covered != digits || group.empty())
      return std::nullopt;
    groups.push_back(group);
  }
  while (next < layout.size())
    groups.back().push_back(next++);
  if (llvm::any_of(extents, ShapedType::isDynamic))
    return std::nullopt;
  Type element = getElementTypeOrSelf(value);
  return Placed{value, RankedTensorType::get(extents, element), groups};
}

/// The operand rule: a scalar, the dimensions along which the op's parameters
/// lie, or the rank of the input.
std::optional<Placed> Placer::fit(Value value, ArrayRef<Digits> operand) {
  auto type = cast<RankedTensorType>(value.getType());
  Placed asIs{value, type, {}};
  if (operand.empty())
    return asIs;
  if (operand.size() == layout.size()) {
    bool fits = llvm::all_of(llvm::zip(operand, layout), [](auto pair) {
      return std::get<0>(pair).empty() ||
             std::get<0>(pair) == std::get<1>(pair);
    });
    return fits ? std::optional(asIs) : std::nullopt;
  }
  bool isAlong = operand.size() == dims.size() &&
                 llvm::all_of(llvm::enumerate(dims), [&](auto entry) {
                   return operand[entry.index()] == layout[entry.value()];
                 });
  return isAlong ? asIs : spread(value, operand);
}

/// A node above the tail, not computed from the input, with that polynomial.
std::optional<Operand> Placer::findOperand(const Poly &poly,
                                           const Operand &within) {
  for (const Operand &operand : within.node->operands) {
    Operand inner{operand.node, {}};
    bool isBound = false;
    for (const Vars &vars : operand.index) {
      Vars placed;
      for (unsigned var : vars) {
        isBound |= var >= within.node->numParams;
        if (!isBound)
          llvm::append_range(placed, within.index[var]);
      }
      inner.index.push_back(placed);
    }
    if (isBound || operand.node == cluster.input)
      continue;
    Algebra::Renaming names;
    for (auto [param, vars] : llvm::enumerate(inner.index))
      names[param] = vars;
    bool isInside = cluster.reached.contains(operand.node);
    if (!isInside &&
        algebra.rename(cluster.form->of(operand.node), names) == poly)
      return inner;
    if (auto found = findOperand(poly, inner))
      return found;
  }
  return std::nullopt;
}

std::optional<Operand> Placer::findOperand(const Poly &poly) {
  if (const Atom *load = asLoad(poly))
    return Operand{load->node, load->index};
  Operand whole{tail, {}};
  for (unsigned param = 0; param < tail->numParams; ++param)
    whole.index.push_back({param});
  return findOperand(poly, whole);
}

std::optional<Placed> Placer::placeOperand(const Poly &poly) {
  std::optional<Operand> operand = findOperand(poly);
  if (!operand || !isa<FloatType>(operand->node->meaning.type))
    return std::nullopt;
  SmallVector<Digits, 4> place = placeOf(operand->index);
  std::optional<Placed> spread;
  for (const View &view : graph.getViews(operand->node)) {
    if (!dominance.properlyDominates(view.value, position))
      continue;
    SmallVector<Digits, 4> composed;
    for (const Digits &digits : view.dims)
      composed.push_back(compose(digits, place).value_or(Digits()));
    std::optional<Placed> placed = fit(view.value, composed);
    if (placed && placed->reassociation.empty())
      return placed;
    if (!spread)
      spread = placed;
  }
  return spread;
}

bool Placer::placeOperands(Naming &naming) {
  const Match &match = naming.match;
  if (!Match::isOne(match.scale)) {
    naming.scale = placeOperand(match.scale);
    if (!naming.scale)
      return false;
  }
  if (!match.bias.isZero()) {
    naming.bias = placeOperand(match.bias);
    if (!naming.bias)
      return false;
  }
  for (auto &[number, value] : match.unknowns) {
    std::optional<Placed> placed = placeOperand(value);
    if (!placed)
      return false;
    naming.unknowns.push_back({number, *placed});
  }
  return true;
}

bool Placer::place(Naming &naming) {
  tail = naming.tail;
  return placeResult(naming) && placeInput(naming) && placeOperands(naming);
}

SmallVector<const Node *> Placer::findUnheld(const Naming &naming) {
  tail = naming.tail;
  const Match &match = naming.match;
  SmallVector<const Node *> nodes = {cluster.input, tail};
  auto add = [&](const Poly &poly) {
    std::optional<Operand> operand = findOperand(poly);
    nodes.push_back(operand ? operand->node : nullptr);
  };
  if (!Match::isOne(match.scale))
    add(match.scale);
  if (!match.bias.isZero())
    add(match.bias);
  for (auto &[number, value] : match.unknowns)
    add(value);
  llvm::erase_if(nodes, [&](const Node *node) {
    return node && !graph.getViews(node).empty();
  });
  return nodes;
}
