// Rows without a name as one norm.generic.
//
// A group is the part of the graph that only its tail needs, so it is convex
// and computes nothing twice. Its iteration space is that of the tail; a
// reduction runs over an iterator of its own extent, which is a mere renaming.

#include "norm/Transforms/Raise/Gather.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

/// Operands first; so the last in order of numbers has all its users before it.
void Gatherer::collectMembers(const Node *node) {
  auto later = [](const Node *a, const Node *b) { return a->id > b->id; };
  std::set<const Node *, decltype(later)> work(later);
  members = {node};
  work.insert(node);
  while (!work.empty()) {
    const Node *next = *work.begin();
    work.erase(work.begin());
    members.insert(next);
    for (const Operand &operand : next->operands) {
      const Node *above = operand.node;
      bool isScalarOp = above->is(Meaning::Map) || above->is(Meaning::Reduce);
      bool isOwn = llvm::all_of(graph.getUsers(above), [&](const Node *user) {
        return members.contains(user);
      });
      if (isScalarOp && isOwn && !graph.hasOpaqueUse(above) &&
          !named.contains(above) && !gathered.contains(above))
        work.insert(above);
    }
  }
}

/// Lets the bound variables run over iterators of their extent that the
/// reduction does not vary along.
bool Gatherer::bindReduction(Step &step, Index &inner) {
  llvm::SmallBitVector taken(tail->numParams);
  for (const Vars &vars : step.place)
    for (unsigned var : vars)
      taken.set(var);
  for (auto [i, extent] : llvm::enumerate(step.node->bound())) {
    std::optional<unsigned> found;
    for (unsigned param = 0; param < tail->numParams && !found; ++param)
      if (!taken.test(param) && !ShapedType::isDynamic(extent) &&
          tail->extents[param] == extent)
        found = param;
    if (!found)
      return false;
    taken.set(*found);
    inner.push_back({*found});
    step.reduced.push_back(*found);
  }
  llvm::sort(step.reduced);
  return true;
}

bool Gatherer::addOperands(Step &step) {
  Index inner = step.place;
  if (step.node->is(Meaning::Reduce) && !bindReduction(step, inner))
    return false;
  for (const Operand &operand : step.node->operands) {
    Index place;
    for (const Vars &vars : operand.index) {
      Vars placed;
      for (unsigned var : vars)
        llvm::append_range(placed, inner[var]);
      place.push_back(placed);
    }
    std::optional<unsigned> number = addStep(operand.node, place);
    if (!number)
      return false;
    step.operands.push_back(*number);
  }
  return true;
}

/// A value that holds the node and whose dimensions are whole iterators here.
bool Gatherer::addSource(Step &step) {
  MLIRContext *context = result->value.getContext();
  Value scalar = step.node->meaning.leaf;
  if (scalar && !isa<ShapedType>(scalar.getType())) {
    step.source = scalar;
    step.map = AffineMap::get(tail->numParams, 0, context);
    return true;
  }
  SmallVector<Digits, 4> place;
  for (const Vars &vars : step.place) {
    Digits digits;
    for (unsigned var : vars)
      llvm::append_range(digits, wholeDigit(var, tail->extents[var]));
    place.push_back(digits);
  }
  for (const View &view : graph.getViews(step.node)) {
    SmallVector<AffineExpr> exprs;
    for (const Digits &digits : view.dims) {
      Digits composed = compose(digits, place).value_or(Digits());
      bool isWhole = composed.size() == 1 && composed[0].stride == 1 &&
                     composed[0].extent == tail->extents[composed[0].var];
      if (digits.empty())
        exprs.push_back(getAffineConstantExpr(0, context));
      else if (isWhole)
        exprs.push_back(getAffineDimExpr(composed[0].var, context));
    }
    if (exprs.size() != view.dims.size() ||
        !dominance.properlyDominates(view.value, result->value.getDefiningOp()))
      continue;
    step.source = view.value;
    step.map = AffineMap::get(tail->numParams, 0, exprs, context);
    return true;
  }
  return false;
}

std::optional<unsigned> Gatherer::addStep(const Node *node,
                                          const Index &place) {
  auto known = llvm::find_if(steps, [&](const Step &step) {
    return step.node == node && step.place == place;
  });
  if (known != steps.end())
    return known - steps.begin();
  Step step{node, place, {}, {}, {}, {}};
  bool isPosition = node->is(Meaning::Position) && place[0].size() == 1;
  if (members.contains(node)
          ? !addOperands(step)
          : !isPosition && !node->is(Meaning::Constant) && !addSource(step))
    return std::nullopt;
  steps.push_back(std::move(step));
  return steps.size() - 1;
}

/// The destination that the tail's own operation writes to, or a new one.
Value Gatherer::findInit() const {
  auto owner = cast<OpResult>(result->value);
  auto type = cast<RankedTensorType>(owner.getType());
  if (auto op = dyn_cast<DestinationStyleOpInterface>(owner.getOwner()))
    return op.getDpsInitOperand(owner.getResultNumber())->get();
  if (!type.hasStaticShape())
    return {};
  OpBuilder builder(owner.getOwner());
  return tensor::EmptyOp::create(builder, owner.getLoc(), type.getShape(),
                                 type.getElementType());
}

bool Gatherer::plan(const Node *node) {
  ArrayRef<View> views = graph.getViews(node);
  if (!node->is(Meaning::Map) || views.empty() || node->numParams == 0 ||
      !views.front().value.getDefiningOp())
    return false;
  bool isWhole = llvm::all_of(views.front().dims, [&](const Digits &digits) {
    return digits.size() <= 1 &&
           (digits.empty() ||
            (digits[0].stride == 1 &&
             digits[0].extent == node->extents[digits[0].var]));
  });
  if (!isWhole)
    return false;
  tail = node;
  result = &views.front();
  steps.clear();
  collectMembers(node);
  Index place;
  for (unsigned param = 0; param < node->numParams; ++param)
    place.push_back({param});
  return addStep(node, place) && llvm::any_of(steps, [](const Step &step) {
           return !step.reduced.empty();
         });
}

SmallVector<Value> Gatherer::buildBody(OpBuilder &builder,
                                       ValueRange arguments) {
  Location loc = result->value.getLoc();
  SmallVector<Value> values;
  auto argument = arguments.begin();
  for (const Step &step : steps) {
    const Meaning &meaning = step.node->meaning;
    auto operands = llvm::map_to_vector<2>(
        step.operands, [&](unsigned number) { return values[number]; });
    if (step.source) {
      values.push_back(*argument++);
    } else if (meaning.kind == Meaning::Constant) {
      values.push_back(
          arith::ConstantOp::create(builder, loc, meaning.constant));
    } else if (meaning.kind == Meaning::Position) {
      values.push_back(IndexOp::create(builder, loc, builder.getIndexType(),
                                       step.place[0][0]));
    } else if (meaning.kind == Meaning::Reduce) {
      auto over = builder.getDenseI64ArrayAttr(step.reduced);
      values.push_back(ReduceOp::create(builder, loc, meaning.combiner,
                                        operands.front(), over)
                           .getResult(0));
    } else {
      OperationState state(loc, meaning.op->getName(), operands, meaning.type,
                           cast<DictionaryAttr>(meaning.attributes).getValue());
      values.push_back(builder.create(state)->getResult(0));
    }
  }
  return {values.back()};
}

GenericOp Gatherer::build(OpBuilder &builder) {
  Value init = findInit();
  if (!init)
    return {};
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  SmallVector<utils::IteratorType> iterators(tail->numParams,
                                             utils::IteratorType::parallel);
  for (const Step &step : steps) {
    for (int64_t iterator : step.reduced)
      iterators[iterator] = utils::IteratorType::reduction;
    if (!step.source)
      continue;
    inputs.push_back(step.source);
    maps.push_back(step.map);
  }
  SmallVector<AffineExpr> exprs;
  for (const Digits &digits : result->dims)
    exprs.push_back(digits.empty() ? builder.getAffineConstantExpr(0)
                                   : builder.getAffineDimExpr(digits[0].var));
  maps.push_back(AffineMap::get(tail->numParams, 0, exprs, init.getContext()));
  builder.setInsertionPoint(result->value.getDefiningOp());
  return GenericOp::create(builder, result->value.getLoc(), inputs, init, maps,
                           iterators,
                           [&](OpBuilder &body, ValueRange arguments) {
                             return buildBody(body, arguments);
                           });
}

SmallVector<GenericOp> Gatherer::run(OpBuilder &builder,
                                     Replacements &replacements) {
  SmallVector<GenericOp> groups;
  for (const Node *node : llvm::reverse(graph.getNodes())) {
    if (gathered.contains(node) || named.contains(node) || !plan(node))
      continue;
    GenericOp group = build(builder);
    if (!group)
      continue;
    for (const Step &step : steps)
      if (members.contains(step.node))
        gathered.insert(step.node);
    replacements.push_back({result->value, group.getResult(0)});
    groups.push_back(group);
  }
  return groups;
}
