#include "Algorithms/Algorithms.h"
#include "NormToVector/BodyFacts.h"
#include "NormToVector/Kernel.h"

#include "norm/Conversion/Machine.h"
#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMPLAN
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

namespace {
/// What a plan decides about, read off the body and the extents.
class Planner {
public:
  Planner(GenericOp op, MachineAttr machine)
      : op(op), machine(machine), spaces(op), kernel(op, spaces),
        numStages(groupByStage(op, spaces).size()) {}

  /// Fails, with an error at the op, for what it cannot follow.
  LogicalResult verify(PlanAttr given);
  bool isPlannable();
  PlanAttr complete(PlanAttr given, unsigned threads);

private:
  InFlightDiagnostic refuse(const Twine &word);
  LogicalResult verifySchedule(Schedule given, int64_t lanes);
  const Loop &vectorLoop() const { return kernel.loops[kernel.vectorLoop]; }
  int64_t lanes();
  unsigned numAlongVectors(bool alongRows);
  bool hasNarrowParameters();
  bool hasFunctions();
  bool fitsRegisters(int64_t lanes);
  int64_t numHeld(int64_t lanes);
  Schedule schedule(int64_t lanes);
  int64_t tileVectors(int64_t lanes) const;
  int64_t vectors(Schedule schedule, int64_t lanes) const;
  int64_t rows(Schedule schedule, int64_t lanes);
  int64_t prefetch(int64_t rows) const;

  GenericOp op;
  MachineAttr machine;
  BodySpaces spaces;
  KernelSpace kernel;
  unsigned numStages;
};
} // namespace

/// The widest value decides, so that all of one point lie in one register.
int64_t Planner::lanes() {
  unsigned bits = 32;
  op.getBody()->walk([&](Operation *inner) {
    for (Type type : inner->getResultTypes())
      if (isa<FloatType>(type))
        bits = std::max(bits, type.getIntOrFloatBitWidth());
  });
  return machine.getVectorBits() / bits;
}

/// Inputs that lie along the vectors: those of each row, or those of all.
unsigned Planner::numAlongVectors(bool alongRows) {
  Space rows = kernel.loopsOf(Space(op.getNumIterators()));
  for (unsigned loop : kernel.others(/*reduced=*/false))
    rows.set(loop);
  return llvm::count_if(
      llvm::seq<unsigned>(op.getInputs().size()), [&](unsigned i) {
        Space along = kernel.loopsOf(spaces.of(op.getInputMap(i)));
        return along.test(kernel.vectorLoop) &&
               along.anyCommon(rows) == alongRows;
      });
}

bool Planner::hasNarrowParameters() {
  return numAlongVectors(/*alongRows=*/false) > 0 &&
         llvm::any_of(op.getInputs().getTypes(), [](Type type) {
           return getElementTypeOrSelf(type).isBF16();
         });
}

Schedule Planner::schedule(int64_t lanes) {
  if (!kernel.vectorsLieInRow())
    return Schedule::tile;
  const Loop &row = vectorLoop();
  if (numStages == 0 || !row.isStatic() || row.staticExtent == 0 ||
      !kernel.others(/*reduced=*/true).empty())
    return Schedule::sweeps;
  return fitsRegisters(lanes) ? Schedule::registers : Schedule::sweeps;
}

/// Whether each point takes a function that is a polynomial of many terms.
bool Planner::hasFunctions() {
  return llvm::any_of(*op.getBody(), [&](Operation &inner) {
    return isPolynomial(&inner) && kernel.loopsOf(spaces.of(inner.getResult(0)))
                                       .test(kernel.vectorLoop);
  });
}

/// A row, with some room. The constants of a function may not fit beside it:
/// measured on Zen 4, to read what was spilled costs less than sweeps up to 20
/// vectors, and 9 % more at 24.
bool Planner::fitsRegisters(int64_t lanes) {
  constexpr int64_t mostWithFunctions = 20;
  int64_t most = machine.getRegisters() * 3 / 4;
  if (hasFunctions())
    most = std::min(most, mostWithFunctions);
  return numHeld(lanes) <= most;
}

/// The vectors of a row and of its parameters.
int64_t Planner::numHeld(int64_t lanes) {
  int64_t vectors = llvm::divideCeil(vectorLoop().staticExtent, lanes);
  return vectors * (1 + numAlongVectors(/*alongRows=*/false));
}

/// In a tile each vector holds an accumulator, then two statistics; a burst of
/// half a KiB to one is as fast as memory gets.
int64_t Planner::tileVectors(int64_t lanes) const {
  int64_t most = (machine.getRegisters() - 4) / 2;
  if (!vectorLoop().isStatic())
    return most / 2 + 1;
  int64_t whole = vectorLoop().staticExtent / lanes;
  for (int64_t count = most; count > most / 2; --count)
    if (whole % count == 0)
      return count;
  return std::clamp<int64_t>(whole, 1, most / 2 + 1);
}

int64_t Planner::vectors(Schedule schedule, int64_t lanes) const {
  if (schedule == Schedule::tile)
    return tileVectors(lanes);
  if (!vectorLoop().isStatic())
    return 4;
  int64_t whole = std::max<int64_t>(vectorLoop().staticExtent / lanes, 1);
  for (int64_t count : {4, 3, 5, 2})
    if (whole % count == 0)
      return count;
  return std::min<int64_t>(whole, 4);
}

int64_t Planner::rows(Schedule schedule, int64_t lanes) {
  if (schedule == Schedule::registers)
    return llvm::divideCeil(vectorLoop().staticExtent, lanes) <= 8 ? 2 : 1;
  // Parameters are read once for all rows of a step.
  if (schedule == Schedule::sweeps && numStages > 1 &&
      kernel.others(/*reduced=*/true).empty() &&
      numAlongVectors(/*alongRows=*/false) > 0)
    return 2;
  // Without a reduction that pays where they are widened.
  if (schedule == Schedule::sweeps && numStages == 0 &&
      machine.getRegisters() > 16 && hasNarrowParameters())
    return 2;
  return 1;
}

/// Far enough that the memory has answered.
int64_t Planner::prefetch(int64_t rows) const {
  if (!vectorLoop().isStatic())
    return 1;
  int64_t bytes = std::max<int64_t>(vectorLoop().staticExtent, 1) * 4 * rows;
  return std::clamp<int64_t>(
      llvm::divideCeil(machine.getPrefetchBytes(), bytes), 1, 16);
}

InFlightDiagnostic Planner::refuse(const Twine &word) {
  return op.emitOpError("cannot follow ") << word << " of its plan: ";
}

LogicalResult Planner::verifySchedule(Schedule given, int64_t lanes) {
  auto word = "schedule = " + stringifySchedule(given);
  if (given == Schedule::tile && kernel.vectorsLieInRow())
    return refuse(word) << "expects vectors across rows, got rows whose "
                           "elements are neighbors";
  if (given == Schedule::automatic || given == Schedule::tile)
    return success();
  if (!kernel.vectorsLieInRow())
    return refuse(word) << "expects rows whose elements are neighbors, got "
                           "vectors across rows";
  if (given != Schedule::registers)
    return success();
  if (!kernel.others(/*reduced=*/true).empty())
    return refuse(word) << "expects a row of one stride, got several";
  if (!vectorLoop().isStatic() || vectorLoop().staticExtent == 0)
    return refuse(word) << "expects a row of a known extent that is not 0";
  if (numHeld(lanes) > machine.getRegisters())
    return refuse(word) << "expects at most " << machine.getRegisters()
                        << " vectors of a row and its parameters, got "
                        << numHeld(lanes);
  return success();
}

LogicalResult Planner::verify(PlanAttr given) {
  if (given.getLanes() > lanes())
    return refuse("lanes = " + Twine(given.getLanes()))
           << "expects at most " << lanes() << " in a register of "
           << machine.getVectorBits() << " bits";
  return verifySchedule(given.getSchedule(),
                        given.getLanes() ? given.getLanes() : lanes());
}

/// Whether elements of a type have vectors, in memory and in registers.
static bool hasVectors(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type))
    return integer.getWidth() == 1 ||
           (integer.getWidth() % 8 == 0 && integer.getWidth() <= 64 &&
            llvm::isPowerOf2_32(integer.getWidth()));
  return type.isIndex() || type.isF16() || type.isBF16() || type.isF32() ||
         type.isF64();
}

/// Kernels hold what is arithmetic on such elements, and write each output
/// once per point of the loops that are not reduced.
bool Planner::isPlannable() {
  for (Type type : op->getOperandTypes())
    if (!hasVectors(getElementTypeOrSelf(type)))
      return false;
  WalkResult body = op.getBody()->walk([](Operation *inner) {
    bool isKnown = isa<NormDialect>(inner->getDialect()) ||
                   inner->hasTrait<OpTrait::ConstantLike>() ||
                   (inner->hasTrait<OpTrait::Vectorizable>() &&
                    llvm::all_of(inner->getResultTypes(), hasVectors));
    return isKnown ? WalkResult::advance() : WalkResult::interrupt();
  });
  if (body.wasInterrupted())
    return false;
  Space mapped(kernel.loops.size(), true);
  for (unsigned i = 0; i < op.getOutputs().size(); ++i)
    mapped &= kernel.loopsOf(spaces.of(op.getOutputMap(i)));
  for (auto [i, loop] : llvm::enumerate(kernel.loops))
    if (!loop.reduced && !loop.iterators.empty() && !mapped[i])
      return false;
  return true;
}

PlanAttr Planner::complete(PlanAttr given, unsigned threads) {
  auto word = [](auto givenWord, auto decided) {
    return givenWord != decltype(givenWord)() ? givenWord : decided;
  };
  int64_t lanes = word(given.getLanes(), this->lanes());
  Schedule schedule = word(given.getSchedule(), this->schedule(lanes));
  int64_t rows = word(given.getRows(), this->rows(schedule, lanes));
  return PlanAttr::get(
      op.getContext(), given.getMoments(), given.getSoftmax(), schedule, lanes,
      word(given.getVectors(), vectors(schedule, lanes)), rows,
      word(given.getThreads(), static_cast<int64_t>(threads)),
      given.getStores(), word(given.getPrefetch(), prefetch(rows)));
}

namespace {
struct NormPlan final : norm::impl::NormPlanBase<NormPlan> {
  using NormPlanBase::NormPlanBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto machine = module->getAttrOfType<MachineAttr>(NormDialect::machineName);
    if (!machine) {
      FailureOr<MachineAttr> found = getMachine(module.getLoc(), cpu);
      if (failed(found))
        return signalPassFailure();
      machine = *found;
      module->setAttr(NormDialect::machineName, machine);
    }
    WalkResult walk = module->walk(
        [&](GenericOp op) -> WalkResult { return plan(op, machine); });
    if (walk.wasInterrupted())
      signalPassFailure();
  }

  /// The algorithms first: the stages of the body depend on them.
  LogicalResult plan(GenericOp op, MachineAttr machine) {
    auto given = op->getAttrOfType<PlanAttr>(NormDialect::planName);
    // What no kernel can hold is left to other lowerings.
    if (!given && !Planner(op, machine).isPlannable())
      return success();
    if (!given)
      given = PlanAttr::get(op.getContext(), {}, {}, {}, 0, 0, 0, 0, {}, 0);
    FailureOr<PlanAttr> applied = applyAlgorithms(op, given, machine);
    if (failed(applied))
      return failure();
    Planner planner(op, machine);
    if (failed(planner.verify(*applied)))
      return failure();
    op->setAttr(NormDialect::planName, planner.complete(*applied, threads));
    ++numPlanned;
    return success();
  }
};
} // namespace
