#ifndef NORM_TRANSFORMS_PASSES_TD
#define NORM_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def NormExpand : Pass<"norm-expand"> {
  let summary = "replace named normalizers by their definitions";
  let description = [{
    Replaces every named op by its definition, a `norm.generic` whose body is
    the formula (class E0: it is what the op means).
  }];
  let statistics = [Statistic<"numExpanded", "num-expanded", "Normalizers expanded">];
}

#endif // NORM_TRANSFORMS_PASSES_TD
