#ifndef NORM_IR_NORMOPBASE_TD
#define NORM_IR_NORMOPBASE_TD

include "norm/IR/NormDialect.td"
include "norm/IR/NormInterfaces.td"
include "mlir/IR/EnumAttr.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Norm_EnumCases<string name, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, summary, cases> {
  let genSpecializedAttr = 0;
  let cppNamespace = "::mlir::norm";
}

#endif // NORM_IR_NORMOPBASE_TD
