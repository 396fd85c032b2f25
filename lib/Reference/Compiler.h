#ifndef NORM_LIB_REFERENCE_COMPILER_H
#define NORM_LIB_REFERENCE_COMPILER_H

#include "norm/Reference/Evaluator.h"

#include "mlir/IR/OpDefinition.h"

#include <functional>
#include <random>

namespace mlir::norm {

/// The values of one activation of a function, one slot per SSA value.
using Frame = std::vector<Datum>;

/// What an op does to a frame. Everything that does not depend on the values
/// was decided when the action was made.
using Action = std::function<LogicalResult(Frame &)>;

/// Names a slot of a frame.
using Slot = unsigned;

/// A compiled block: the slots of its arguments, its actions in order, and the
/// slots of its terminator's operands.
struct Program {
  SmallVector<Slot> arguments;
  std::vector<Action> actions;
  SmallVector<Slot> results;

  LogicalResult run(Frame &frame) const;
};

/// An extent or offset that is known now or lies in a slot.
struct IndexOperand {
  std::optional<int64_t> constant;
  Slot slot = 0;

  int64_t read(const Frame &frame) const {
    return constant ? *constant : frame[slot].cell.integer;
  }
};

/// A function of the module, ready to run.
struct CompiledFunction {
  Program body;
  Frame initial;
};

class Rules;
class Evaluator;

/// Turns the blocks of one function into programs over one frame.
class Compiler {
public:
  Compiler(Evaluator &evaluator, const Rules &rules)
      : evaluator(evaluator), rules(rules) {}

  /// The slot of an SSA value.
  Slot slot(Value value);
  SmallVector<Slot> slots(ValueRange values);

  /// The slots of mixed static and dynamic extents or offsets.
  SmallVector<IndexOperand> indices(ArrayRef<OpFoldResult> values);

  /// The slots that hold the point of the loops of `op` while its body runs.
  ArrayRef<Slot> iterators(Operation *op, unsigned count);

  /// A fresh slot that starts as `datum`.
  Slot reserve(Datum datum = {});

  FailureOr<Action> compile(Operation *op);
  FailureOr<Program> compile(Block &block);
  FailureOr<Program> compile(Region &region);

  /// Compiles a function body and hands over the frame it starts with.
  FailureOr<CompiledFunction> compileFunction(Region &body);

  Evaluator &getEvaluator() { return evaluator; }

private:
  LogicalResult presetConstant(Operation *op, Attribute value);

  Evaluator &evaluator;
  const Rules &rules;
  DenseMap<Value, Slot> slotOf;
  DenseMap<Operation *, SmallVector<Slot>> iteratorsOf;
  Frame initial;
};

/// How each op is compiled: by its name, or by an interface that it has.
class Rules {
public:
  using Rule = std::function<FailureOr<Action>(Operation *, Compiler &)>;

  Rules();

  template <typename OpT> void add(FailureOr<Action> (*rule)(OpT, Compiler &)) {
    byName[OpT::getOperationName()] = [rule](Operation *op, Compiler &c) {
      return rule(cast<OpT>(op), c);
    };
  }
  void add(StringRef name, Rule rule) { byName[name] = std::move(rule); }

  /// The rule for `op`, or null.
  const Rule *find(Operation *op) const;

private:
  llvm::StringMap<Rule> byName;
  Rule structured, integerFold;
};

/// Runs functions of one module, compiling each at its first call.
class Evaluator {
public:
  Evaluator(ModuleOp module, uint64_t seed) : module(module), random(seed) {}

  /// Calls a function by name on behalf of `caller`.
  FailureOr<SmallVector<Datum>> call(Operation *caller, StringRef name,
                                     ArrayRef<Datum> arguments);

  std::mt19937_64 &getRandom() { return random; }

private:
  FailureOr<const CompiledFunction *> prepare(Operation *caller,
                                              StringRef name);

  ModuleOp module;
  Rules rules;
  llvm::StringMap<CompiledFunction> functions;
  std::mt19937_64 random;
  unsigned depth = 0;
};

// The rooms of the rules, one for each part of the language.
void addArithRules(Rules &rules);
void addMathRules(Rules &rules);
void addTensorShapeRules(Rules &rules);
void addTensorAccessRules(Rules &rules);
void addStructuredRules(Rules &rules);
void addGenericRules(Rules &rules);
void addControlRules(Rules &rules);

/// Any op whose operands and results are integers, through its own folder.
FailureOr<Action> compileIntegerFold(Operation *op, Compiler &compiler);

/// Any structured linalg op, through its maps and its region.
FailureOr<Action> compileStructured(Operation *op, Compiler &compiler);

/// True if every operand and result of `op` is a scalar integer or index.
bool isIntegerOp(Operation *op);

} // namespace mlir::norm

#endif // NORM_LIB_REFERENCE_COMPILER_H
