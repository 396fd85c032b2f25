// What was named, what was not, and why.

#include "norm/Transforms/Raise/Rewrite.h"

#include "mlir/IR/Remarks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

#include <charconv>

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

static constexpr StringLiteral kCategory = "norm-raise";

std::string norm::raise::describePrecision(const Naming &naming,
                                           bool keepWide) {
  SmallVector<std::string> changes;
  if (naming.precision.isWide && !keepWide)
    changes.push_back("statistics in f64 become f32");
  if (naming.precision.gainsShift)
    changes.push_back("the maximum is subtracted first");
  return llvm::join(changes, ", ");
}

static bool hasEpsilon(Operation *op) {
  return llvm::is_contained(op->getName().getAttributeNames(),
                            StringRef("epsilon"));
}

/// The fewest digits that read back as the same number.
static std::string describe(double number) {
  char digits[32];
  auto [end, error] = std::to_chars(digits, std::end(digits), number);
  return std::string(digits, end);
}

static std::string describe(ArrayRef<int64_t> dims) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "[";
  llvm::interleaveComma(dims, os);
  os << "]";
  return text;
}

/// A place in a file as compilers write it; anything else as MLIR does.
static std::string describe(Location loc) {
  std::string text;
  llvm::raw_string_ostream os(text);
  if (auto place = loc->findInstanceOf<FileLineColLoc>()) {
    os << place.getFilename().getValue() << ":" << place.getLine() << ":"
       << place.getColumn();
    return text;
  }
  os << loc;
  StringRef inner = text;
  inner.consume_front("loc(");
  inner.consume_back(")");
  return inner.str();
}

void Report::add(const Naming &naming, NormalizationOpInterface op,
                 bool keepWide) {
  std::string changes = describePrecision(naming, keepWide);
  lines.push_back({describe(op.getLoc()), op->getName().getStringRef().str(),
                   describe(naming.dims),
                   hasEpsilon(op) ? describe(naming.match.epsilon) : "-",
                   changes.empty() ? "as written" : changes});
}

void Report::print(llvm::raw_ostream &os) const {
  std::array<size_t, std::tuple_size_v<Line>> widest = {};
  for (const Line &line : lines)
    for (auto [width, cell] : llvm::zip_equal(widest, line))
      width = std::max(width, cell.size());
  for (const Line &line : lines) {
    for (auto [cell, width] :
         llvm::zip_first(ArrayRef(line).drop_back(), widest))
      os << llvm::left_justify(cell, width + 2);
    os << line.back() << "\n";
  }
}

void norm::raise::remarkNamed(const Naming &naming, NormalizationOpInterface op,
                              StringRef function, bool keepWide) {
  auto options =
      remark::RemarkOpts::name("named").category(kCategory).function(function);
  std::string changes = describePrecision(naming, keepWide);
  auto remark = remark::passed(op.getLoc(), options);
  remark << "named" << remark::metric("op", op->getName().getStringRef().str())
         << remark::metric("dims", describe(naming.dims));
  if (hasEpsilon(op))
    remark << remark::metric("epsilon", describe(naming.match.epsilon));
  if (!changes.empty())
    remark << remark::metric("precision", changes);
}

void norm::raise::remarkGathered(GenericOp op, StringRef function) {
  auto options = remark::RemarkOpts::name("gathered")
                     .category(kCategory)
                     .function(function);
  remark::passed(op.getLoc(), options)
      << remark::metric("op", op->getName().getStringRef().str());
}

void norm::raise::remarkMissed(const NearMiss &miss, StringRef function) {
  auto options =
      remark::RemarkOpts::name("missed").category(kCategory).function(function);
  remark::missed(miss.loc, options) << remark::metric("op", miss.closest)
                                    << remark::metric("culprit", miss.reason);
}
