// Reading ops as kernels.
#include "Kernel.h"

#include "norm/IR/CombiningKinds.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/CastInterfaces.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

Type Source::getElementType() const {
  return constant ? constant.getType() : getElementTypeOrSelf(value.getType());
}

bool Kernel::isFullSize(AffineMap map) const {
  return llvm::all_of(llvm::seq(getNumIterators()), [&](unsigned i) {
    return !isLong(i) || map.isFunctionOfDim(i);
  });
}

std::optional<unsigned> Kernel::getInnermost(AffineMap map) const {
  for (AffineExpr expr : llvm::reverse(map.getResults()))
    if (auto dim = dyn_cast<AffineDimExpr>(expr);
        dim && isLong(dim.getPosition()))
      return dim.getPosition();
  return std::nullopt;
}

bool Kernel::transposes() const {
  SmallVector<AffineMap> maps(outputMaps);
  for (const Source &input : inputs)
    if (!input.constant)
      maps.push_back(input.map);
  llvm::erase_if(maps, [&](AffineMap map) { return !isFullSize(map); });
  return llvm::any_of(maps, [&](AffineMap map) {
    return getInnermost(map) != getInnermost(maps.front());
  });
}

bool Kernel::onlyCasts() const {
  return llvm::all_of(body, [](Operation *op) {
    return isa<CastOpInterface>(op) || op->hasTrait<OpTrait::ConstantLike>();
  });
}

bool fuse::isPlainMap(AffineMap map, ArrayRef<int64_t> shape) {
  llvm::SmallBitVector seen(map.getNumDims());
  for (auto [expr, extent] : llvm::zip_equal(map.getResults(), shape)) {
    if (auto constant = dyn_cast<AffineConstantExpr>(expr);
        constant && constant.getValue() == 0 && extent == 1)
      continue;
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim || seen.test(dim.getPosition()))
      return false;
    seen.set(dim.getPosition());
  }
  return map.getNumSymbols() == 0;
}

static ArrayRef<int64_t> shapeOf(Value value) {
  if (auto type = dyn_cast<ShapedType>(value.getType()))
    return type.getShape();
  return {};
}

static void addRow(Kernel &kernel, ArrayRef<int64_t> iterators) {
  SmallVector<int64_t> row = llvm::to_vector(iterators);
  if (!llvm::is_contained(kernel.rows, row))
    kernel.rows.push_back(row);
}

static void addInput(Kernel &kernel, Value argument, Value value,
                     AffineMap map) {
  kernel.arguments.push_back(argument);
  Source source{value, map, {}};
  readThrough(source);
  kernel.inputs.push_back(source);
}

static std::optional<Kernel> readGeneric(GenericOp op) {
  if (op->getNumResults() == 0)
    return std::nullopt;
  Kernel kernel;
  kernel.op = op;
  for (auto [i, input] : llvm::enumerate(op.getInputs()))
    addInput(kernel, op.getBody()->getArgument(i), input, op.getInputMap(i));
  kernel.inits = llvm::to_vector(op.getOutputs());
  for (unsigned i = 0; i < kernel.inits.size(); ++i)
    kernel.outputMaps.push_back(op.getOutputMap(i));
  kernel.yields = llvm::to_vector(op.getYield().getValues());
  kernel.iterators = op.getIteratorTypesArray();
  kernel.extents = op.getStaticLoopRanges();
  kernel.positions.resize(kernel.getNumIterators());
  for (Operation &bodyOp : op.getBody()->without_terminator()) {
    kernel.body.push_back(&bodyOp);
    if (auto reduce = dyn_cast<ReduceOp>(bodyOp))
      addRow(kernel, reduce.getReducedIterators());
    if (auto index = dyn_cast<IndexOp>(bodyOp))
      kernel.positions.set(index.getDim());
  }
  return kernel;
}

static std::optional<Kernel> readElementwise(Operation *op) {
  auto type = op->getNumResults() == 1
                  ? dyn_cast<RankedTensorType>(op->getResult(0).getType())
                  : RankedTensorType();
  if (!type || !OpTrait::hasElementwiseMappableTraits(op))
    return std::nullopt;
  Kernel kernel;
  kernel.op = op;
  MLIRContext *context = op->getContext();
  auto whole = AffineMap::getMultiDimIdentityMap(type.getRank(), context);
  auto point = AffineMap::get(type.getRank(), 0, context);
  for (Value operand : op->getOperands()) {
    if (isa<UnrankedTensorType>(operand.getType()))
      return std::nullopt;
    addInput(kernel, operand, operand,
             isa<ShapedType>(operand.getType()) ? whole : point);
  }
  kernel.inits = {Value()};
  kernel.outputMaps = {whole};
  kernel.yields = {op->getResult(0)};
  kernel.iterators.assign(type.getRank(), utils::IteratorType::parallel);
  kernel.extents = llvm::to_vector(type.getShape());
  kernel.positions.resize(type.getRank());
  kernel.body = {op};
  return kernel;
}

namespace {
/// Reads a structured op, whatever its name, through its maps and its body.
class StructuredReader {
public:
  explicit StructuredReader(linalg::LinalgOp op) : op(op) {}

  std::optional<Kernel> read();

private:
  bool readSpace();
  bool readBody();
  bool readYield(OpOperand &init, Value yielded);
  bool capture(Operation &user);

  linalg::LinalgOp op;
  Kernel kernel;
};
} // namespace

/// The maps are plain, and a parallel iterator is in every output.
bool StructuredReader::readSpace() {
  kernel.op = op;
  kernel.iterators = op.getIteratorTypesArray();
  kernel.extents = op.getStaticLoopRanges();
  kernel.positions.resize(kernel.getNumIterators());
  for (OpOperand &operand : op->getOpOperands())
    if (!isPlainMap(op.getMatchingIndexingMap(&operand),
                    shapeOf(operand.get())))
      return false;
  for (OpOperand *input : op.getDpsInputOperands())
    addInput(kernel, op.getMatchingBlockArgument(input), input->get(),
             op.getMatchingIndexingMap(input));
  for (OpOperand &init : op.getDpsInitsMutable()) {
    AffineMap map = op.getMatchingIndexingMap(&init);
    for (auto [i, type] : llvm::enumerate(kernel.iterators))
      if (type == utils::IteratorType::parallel && kernel.isLong(i) &&
          !map.isFunctionOfDim(i))
        return false;
    kernel.inits.push_back(init.get());
    kernel.outputMaps.push_back(map);
  }
  return true;
}

/// Scalars from outside become inputs.
bool StructuredReader::capture(Operation &user) {
  for (Value operand : user.getOperands()) {
    if (operand.getParentBlock() == op.getBlock() ||
        llvm::is_contained(kernel.arguments, operand))
      continue;
    if (!operand.getType().isIntOrIndexOrFloat())
      return false;
    addInput(kernel, operand, operand,
             AffineMap::get(kernel.getNumIterators(), 0, op->getContext()));
  }
  return true;
}

bool StructuredReader::readBody() {
  for (Operation &bodyOp : op.getBlock()->without_terminator()) {
    auto isScalar = [](Type type) { return type.isIntOrIndexOrFloat(); };
    if (!isMemoryEffectFree(&bodyOp) || bodyOp.getNumRegions() != 0 ||
        !llvm::all_of(bodyOp.getResultTypes(), isScalar) || !capture(bodyOp))
      return false;
    kernel.body.push_back(&bodyOp);
    if (auto index = dyn_cast<linalg::IndexOp>(bodyOp))
      kernel.positions.set(index.getDim());
  }
  return capture(*op.getBlock()->getTerminator());
}

/// A start that changes nothing, up to the sign of zero.
static bool isNeutral(const Source &init, vector::CombiningKind kind) {
  TypedAttr identity =
      init.constant ? getIdentity(kind, init.constant.getType()) : TypedAttr();
  auto zero = dyn_cast_if_present<FloatAttr>(identity);
  if (zero && zero.getValue().isZero())
    return cast<FloatAttr>(init.constant).getValue().isZero();
  return identity && identity == init.constant;
}

/// A result combines one term with what the loops carry, or does not read that.
bool StructuredReader::readYield(OpOperand &init, Value yielded) {
  BlockArgument carried = op.getMatchingBlockArgument(&init);
  AffineMap map = op.getMatchingIndexingMap(&init);
  kernel.yields.push_back(yielded);
  if (op.getNumReductionLoops() == 0) {
    if (!carried.use_empty())
      addInput(kernel, carried, init.get(), map);
    return true;
  }
  Operation *combiner = yielded.getDefiningOp();
  if (!combiner || combiner->getBlock() != op.getBlock() ||
      combiner->getNumOperands() != 2 || !carried.hasOneUse() ||
      !yielded.hasOneUse() || *carried.user_begin() != combiner)
    return false;
  auto kind = linalg::getCombinerOpKind(combiner);
  if (!kind)
    return false;
  Value left = combiner->getOperand(0);
  Combination combination{
      *kind, left == carried ? combiner->getOperand(1) : left, {}};
  Source start{init.get(), map, {}};
  readThrough(start);
  if (!isNeutral(start, *kind)) {
    addInput(kernel, carried, init.get(), map);
    combination.init = carried;
  }
  kernel.combinations[combiner] = combination;
  return true;
}

std::optional<Kernel> StructuredReader::read() {
  if (isa<linalg::ContractionOpInterface>(*op) ||
      !op.hasPureTensorSemantics() || !readSpace() || !readBody())
    return std::nullopt;
  Operation *terminator = op.getBlock()->getTerminator();
  for (auto [init, yielded] :
       llvm::zip_equal(op.getDpsInitsMutable(), terminator->getOperands()))
    if (!readYield(init, yielded))
      return std::nullopt;
  SmallVector<unsigned> dims;
  op.getReductionDims(dims);
  if (!dims.empty())
    addRow(kernel, SmallVector<int64_t>(dims.begin(), dims.end()));
  return kernel;
}

std::optional<Kernel> fuse::readKernel(Operation *op) {
  if (auto generic = dyn_cast<GenericOp>(op))
    return readGeneric(generic);
  if (auto structured = dyn_cast<linalg::LinalgOp>(op))
    return StructuredReader(structured).read();
  return readElementwise(op);
}
