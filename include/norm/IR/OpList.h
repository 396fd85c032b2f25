// All ops of the dialect as a type, so that no room holds a list of names.
#ifndef NORM_IR_OPLIST_H
#define NORM_IR_OPLIST_H

#include "norm/IR/Norm.h"

namespace mlir::norm {

namespace detail {
template <typename Function, typename OpTy>
void visitIfNormalizer(Function &visit) {
  if constexpr (OpTy::template hasTrait<NormalizationOpInterface::Trait>())
    visit(static_cast<OpTy *>(nullptr));
}

template <typename... Ops> struct OpList {
  template <typename Function> static void visitNormalizers(Function &visit) {
    (visitIfNormalizer<Function, Ops>(visit), ...);
  }
};
} // namespace detail

/// Calls `visit` once per named op with a null pointer of its class.
template <typename Function> void forEachNormalizer(Function visit) {
  detail::OpList<
#define GET_OP_LIST
#include "norm/IR/NormOps.cpp.inc"
      >::visitNormalizers(visit);
}

} // namespace mlir::norm

#endif // NORM_IR_OPLIST_H
