// Cut at the input, name at the tail.
//
// A polynomial tells something only if the input of the normalizer is an atom
// of it. So: from a reduction (or a root) climb to what may be the input, cut
// there, descend through its users, and compare each with the definitions. The
// name goes to the last value that still equals one: the tail. A named tail is
// an atom for all that follows.

#include "norm/Transforms/Raise/Name.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

/// How many nodes are looked at below one input, and how many terms one of them
/// may have.
static constexpr size_t kMaxNodes = 70;
static constexpr size_t kMaxMatchedTerms = 24;

SmallVector<const Node *> Cluster::between(const Node *tail) const {
  SmallVector<const Node *> result, work = {tail};
  llvm::DenseSet<const Node *> seen;
  while (!work.empty()) {
    const Node *node = work.pop_back_val();
    if (node == input || cuts.contains(node) || !seen.insert(node).second)
      continue;
    if (!reached.contains(node))
      continue;
    result.push_back(node);
    for (const Operand &operand : node->operands)
      work.push_back(operand.node);
  }
  return result;
}

Namer::Namer(FunctionOpInterface function, IndexedValues &values,
             ValueGraph &graph, const InnerValues &inner)
    : function(function), graph(graph), inner(inner),
      definitions(function->getContext(), values, algebra),
      matcher(algebra, definitions), dominance(function) {}

/// Numbers of elements of the reductions below: of one, and of two in a row.
SmallVector<int64_t> Namer::getCounts(const Node *input) const {
  SmallVector<int64_t> counts;
  auto countOf = [](const Node *node) {
    int64_t count = 1;
    for (int64_t extent : node->bound())
      count = ShapedType::isDynamic(extent) ? 0 : count * extent;
    return node->is(Meaning::Reduce) ? count : 1;
  };
  Nodes work = {input};
  llvm::DenseSet<const Node *> seen;
  while (!work.empty() && seen.size() < kMaxNodes) {
    const Node *node = work.pop_back_val();
    for (const Node *user : graph.getUsers(node)) {
      if (!seen.insert(user).second)
        continue;
      work.push_back(user);
      if (!user->is(Meaning::Reduce))
        continue;
      for (int64_t count : {countOf(user), countOf(user) * countOf(node)})
        if (count > 1 && !llvm::is_contained(counts, count))
          counts.push_back(count);
    }
  }
  return counts;
}

/// True if the node mixes in a value of its own size that is neither constant
/// nor computed from the input: a residual, a gate, another branch.
bool Namer::isForeign(const Node *node, const Cluster &cluster) const {
  if (node->extents.size() < 2)
    return false;
  return llvm::any_of(node->operands, [&](const Operand &operand) {
    return node->isFull(operand) && !cluster.reached.contains(operand.node) &&
           !graph.isConstant(operand.node);
  });
}

void Namer::noteMiss(const Node *node, StringRef op, const llvm::Twine &why,
                     bool isRefused) {
  if (!graph.getViews(node).empty() && (!miss || isRefused || !miss->isRefused))
    miss = NearMiss{graph.getViews(node).front().value.getLoc(), op.str(),
                    why.str(), isRefused};
}

/// One anchor is tried with several inputs: what was refused says more than
/// what differs, the lowest input more than those above.
bool Namer::nameOnAny(ArrayRef<const Node *> inputs) {
  std::optional<NearMiss> nearest;
  for (const Node *input : inputs) {
    miss.reset();
    if (nameOn(input))
      return true;
    if (miss && (!nearest || (miss->isRefused && !nearest->isRefused)))
      nearest = std::exchange(miss, std::nullopt);
  }
  bool isKnown = nearest && llvm::any_of(misses, [&](const NearMiss &other) {
                   return other.loc == nearest->loc;
                 });
  if (nearest && !isKnown)
    misses.push_back(std::move(*nearest));
  return false;
}

std::optional<Naming> Namer::tryName(const Node *node, Cluster &cluster) {
  if (node->is(Meaning::Reduce) || isWidening(node))
    return std::nullopt;
  std::optional<Match> match =
      matcher.match(cluster.form->of(node), cluster.input, node->extents);
  if (!match) {
    if (std::optional<Nearest> nearest = matcher.takeNearest())
      noteMiss(node, nearest->op, "differs in " + nearest->difference,
               /*isRefused=*/false);
    return std::nullopt;
  }
  Precision precision = judgePrecision(node, *match, cluster);
  std::string op = match->form->op->getName().getStringRef().str();
  if (!precision.refusal.empty()) {
    noteMiss(node, op, precision.refusal);
    return std::nullopt;
  }
  Naming naming{node, {}, std::move(*match), precision, {}, {}, {}, {}, {}, {}};
  Placer placer(graph, dominance, algebra, cluster);
  bool isHeld = !graph.getViews(node).empty();
  if (isHeld && placer.place(naming))
    return naming;
  naming.result = {};
  naming.unheld = placer.findUnheld(naming);
  if (!isHeld || canHold(naming))
    return naming;
  noteMiss(node, op, "no value of the program is its input, scale or bias");
  return std::nullopt;
}

/// True if all that is missing can become a value.
bool Namer::canHold(const Naming &naming) const {
  return !naming.unheld.empty() &&
         llvm::all_of(naming.unheld,
                      [&](const Node *node) { return inner.contains(node); });
}

void Namer::descend(Cluster &cluster) {
  auto byId = [](const Node *a, const Node *b) { return a->id < b->id; };
  std::set<const Node *, decltype(byId)> frontier(byId);
  auto follow = [&](const Node *node) {
    cluster.reached.insert(node);
    for (const Node *user : graph.getUsers(node))
      frontier.insert(user);
  };
  follow(cluster.input);
  while (!frontier.empty() && cluster.reached.size() < kMaxNodes) {
    const Node *node = *frontier.begin();
    frontier.erase(frontier.begin());
    if (cluster.reached.contains(node) || named.contains(node) ||
        isForeign(node, cluster) ||
        cluster.form->of(node).terms.size() > kMaxMatchedTerms)
      continue;
    cluster.reached.insert(node);
    std::optional<Naming> hit = tryName(node, cluster);
    bool isBelow = llvm::any_of(node->operands, [&](const Operand &operand) {
      return cluster.hits.contains(operand.node);
    });
    if (!hit && isBelow) {
      cluster.reached.remove(node);
      continue;
    }
    follow(node);
    if (hit)
      cluster.hits.insert({node, std::move(*hit)});
  }
}

/// A hit that can be named, if not now, or one that leads to such a hit.
bool Namer::isUsable(const Node *node, const Cluster &cluster) const {
  auto hit = cluster.hits.find(node);
  if (hit == cluster.hits.end())
    return false;
  return hit->second.result || canHold(hit->second) ||
         llvm::any_of(graph.getUsers(node), [&](const Node *user) {
           return isUsable(user, cluster);
         });
}

/// A hit that anything but hits needs is a tail; what hangs below a tail is
/// not part of the normalizer.
bool Namer::takeTails(Cluster &cluster) {
  llvm::DenseSet<const Node *> done;
  bool found = false;
  for (auto &[node, naming] : cluster.hits) {
    bool isBelowTail =
        llvm::any_of(node->operands, [&](const Operand &operand) {
          return done.contains(operand.node);
        });
    if (isBelowTail) {
      done.insert(node);
      continue;
    }
    ArrayRef<const Node *> users = graph.getUsers(node);
    bool isInner = !users.empty() && !graph.hasOpaqueUse(node) &&
                   llvm::all_of(users, [&](const Node *user) {
                     return isUsable(user, cluster);
                   });
    if (isInner || (!naming.result && !canHold(naming)))
      continue;
    done.insert(node);
    named.insert(node);
    for (const Node *above : cluster.between(node))
      consumed.insert(above);
    found = true;
    wanted.insert(naming.unheld.begin(), naming.unheld.end());
    if (naming.result)
      namings.push_back(std::move(naming));
  }
  return found;
}

bool Namer::nameOn(const Node *input) {
  Cluster cluster{input, named, nullptr, {}, {}};
  cluster.cuts.insert(input);
  cluster.form = std::make_unique<NormalForm>(algebra, cluster.cuts);
  cluster.form->setCounts(getCounts(input));
  descend(cluster);
  return takeTails(cluster);
}

llvm::DenseSet<const Node *> Namer::getConsumed() const {
  llvm::DenseSet<const Node *> all(consumed);
  all.insert(named.begin(), named.end());
  return all;
}

std::vector<Naming> Namer::run() {
  for (const Node *node : graph.getNodes()) {
    if (consumed.contains(node))
      continue;
    Nodes inputs;
    if (node->is(Meaning::Reduce))
      inputs = inputsOfReduction(node);
    else if (isRoot(node))
      inputs = inputsOfRoot(node);
    nameOnAny(inputs);
  }
  return std::move(namings);
}
