// What was named, what was not, and why.

#include "norm/Transforms/Raise/Rewrite.h"

#include "mlir/IR/Remarks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

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

static std::string print(double epsilon) {
  std::string text;
  llvm::raw_string_ostream os(text);
  APFloat(epsilon).print(os);
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

static std::string print(ArrayRef<int64_t> dims) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "[";
  llvm::interleaveComma(dims, os);
  os << "]";
  return text;
}

void norm::raise::printReportLine(llvm::raw_ostream &os, const Naming &naming,
                                  NormalizationOpInterface op, bool keepWide) {
  std::string location;
  llvm::raw_string_ostream(location) << op.getLoc();
  std::string changes = describePrecision(naming, keepWide);
  os << llvm::left_justify(location, 32) << "  "
     << llvm::left_justify(op->getName().getStringRef(), 18) << "  "
     << llvm::left_justify(print(naming.dims), 8) << "  "
     << llvm::left_justify(print(naming.match.epsilon), 10) << "  "
     << (changes.empty() ? "as written" : changes) << "\n";
}

void norm::raise::remarkNamed(const Naming &naming, NormalizationOpInterface op,
                              StringRef function, bool keepWide) {
  auto options =
      remark::RemarkOpts::name("named").category(kCategory).function(function);
  std::string changes = describePrecision(naming, keepWide);
  auto remark = remark::passed(op.getLoc(), options);
  remark << "named" << remark::metric("op", op->getName().getStringRef().str())
         << remark::metric("dims", print(naming.dims))
         << remark::metric("epsilon", print(naming.match.epsilon));
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
