#include "norm/IR/Formula.h"

#include "mlir/IR/DialectImplementation.h"

using namespace mlir;
using namespace mlir::norm;

SmallVector<Moment> MomentsOp::getMoments() {
  return llvm::map_to_vector(getKinds().getAsRange<MomentAttr>(),
                             [](MomentAttr kind) { return kind.getValue(); });
}

ArrayRef<int64_t> MomentsOp::getDimsOf(unsigned i) {
  return cast<DenseI64ArrayAttr>(getMomentDims()[i]).asArrayRef();
}

SmallVector<int64_t> MomentsOp::getReducedDims() {
  SmallVector<int64_t> dims;
  for (auto list : getMomentDims().getAsRange<DenseI64ArrayAttr>())
    llvm::append_range(dims, list.asArrayRef());
  llvm::sort(dims);
  dims.erase(llvm::unique(dims), dims.end());
  return dims;
}

SmallVector<AffineMap> MomentsOp::getResultMaps() {
  SmallVector<AffineMap> maps;
  for (auto dims : getMomentDims().getAsRange<DenseI64ArrayAttr>())
    maps.push_back(detail::keepDimsMap(
        getContext(), getInput().getType().getRank(), dims.asArrayRef()));
  return maps;
}

SmallVector<Value> MomentsOp::buildBody(Formula &f) {
  Term x = f.input();
  SmallVector<Value> values;
  for (auto [i, moment] : llvm::enumerate(getMoments())) {
    ArrayRef<int64_t> dims = getDimsOf(i);
    if (moment == Moment::mean)
      values.push_back(f.mean(x, 0, dims).value);
    else if (moment == Moment::raw_second)
      values.push_back(f.mean(square(x), 0, dims).value);
    else
      values.push_back(
          f.mean(square(x - f.mean(x, 0, dims)), getDdof(), dims).value);
  }
  return values;
}

LogicalResult MomentsOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location>,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &types) {
  auto input = cast<RankedTensorType>(adaptor.getInput().getType());
  Type compute = detail::computeType(input, adaptor.getCompute());
  // A dimension that does not exist is left to the verifier (N2).
  auto exists = [&](int64_t dim) { return dim >= 0 && dim < input.getRank(); };
  for (auto dims : adaptor.getMomentDims().getAsRange<DenseI64ArrayAttr>()) {
    auto existing =
        llvm::to_vector(llvm::make_filter_range(dims.asArrayRef(), exists));
    types.push_back(detail::keepDimsType(input, existing, compute));
  }
  return success();
}

LogicalResult MomentsOp::verify() {
  // MO1: every moment has its dimensions.
  if (getKinds().size() != getMomentDims().size())
    return emitOpError("expects one list of dimensions per moment, got ")
           << getMomentDims().size() << " for " << getKinds().size()
           << " moments";
  for (unsigned i = 0; i < getMomentDims().size(); ++i)
    if (failed(detail::verifyDims(*this, getDimsOf(i),
                                  getInput().getType().getRank())))
      return failure();

  // MO2: only a central moment loses degrees of freedom.
  if (getDdof() && !llvm::is_contained(getMoments(), Moment::central_second))
    return emitOpError("expects a central_second with ddof ") << getDdof();
  return success();
}

namespace mlir::norm {

/// mean over [0], central_second over [0, 1]
ParseResult parseMoments(OpAsmParser &parser, ArrayAttr &kinds,
                         ArrayAttr &dims) {
  SmallVector<Attribute> kindList, dimList;
  auto parseMoment = [&]() -> ParseResult {
    FailureOr<Moment> kind = FieldParser<Moment>::parse(parser);
    if (failed(kind) || parser.parseKeyword("over"))
      return failure();
    auto over = dyn_cast_or_null<DenseI64ArrayAttr>(
        DenseI64ArrayAttr::parse(parser, {}));
    if (!over)
      return failure();
    kindList.push_back(MomentAttr::get(parser.getContext(), *kind));
    dimList.push_back(over);
    return success();
  };
  if (parser.parseCommaSeparatedList(parseMoment))
    return failure();
  kinds = parser.getBuilder().getArrayAttr(kindList);
  dims = parser.getBuilder().getArrayAttr(dimList);
  return success();
}

void printMoments(OpAsmPrinter &printer, Operation *, ArrayAttr kinds,
                  ArrayAttr dims) {
  llvm::interleaveComma(
      llvm::zip(kinds.getAsRange<MomentAttr>(), dims), printer, [&](auto pair) {
        auto [kind, over] = pair;
        printer << stringifyMoment(kind.getValue()) << " over ";
        cast<DenseI64ArrayAttr>(over).print(printer);
      });
}

} // namespace mlir::norm
