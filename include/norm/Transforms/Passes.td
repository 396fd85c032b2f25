#ifndef NORM_TRANSFORMS_PASSES_TD
#define NORM_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def NormExpand : Pass<"norm-expand"> {
  let summary = "replace normalizers by their definitions";
  let description = [{
    Replaces every named op by its definition, a `norm.generic` whose body is
    the formula, and every `norm.apply` by what its `norm.define` says, until
    neither is left outside definitions (class E0: it is what the op means).

    On a module, the bodies of declarations (`norm.define private @name`) come
    from the files in `definitions`, with what they apply; their copies are
    private. Private definitions without a use left are dropped. Public ones
    stay, as every public symbol does; a pipeline that leaves the dialect drops
    them with `drop-public`.
  }];
  let options = [
    ListOption<"definitions", "definitions", "std::string",
               "Files with the bodies of declared definitions">,
    Option<"dropPublic", "drop-public", "bool", "false",
           "Drop public definitions without uses, too">,
  ];
  let statistics = [Statistic<"numExpanded", "num-expanded", "Normalizers expanded">];
}

#endif // NORM_TRANSFORMS_PASSES_TD
