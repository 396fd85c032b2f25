#ifndef NORM_IR_NORMOPBASE_TD
#define NORM_IR_NORMOPBASE_TD

include "norm/IR/NormDialect.td"
include "norm/IR/NormInterfaces.td"
include "mlir/IR/EnumAttr.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Norm_BaseOp<string mnemonic, list<Trait> traits = []>
    : Op<Norm_Dialect, mnemonic, traits>;

// --- Types ---------------------------------------------------------------

def Norm_Float : AnyTypeOf<[F16, BF16, F32, F64]>;
def Norm_Tensor : RankedTensorOf<[F16, BF16, F32, F64]>;
def Norm_Statistic : RankedTensorOf<[F32, F64]>;
// A parameter: a tensor by the operand rule, or a plain scalar.
def Norm_Parameter : AnyTypeOf<[Norm_Tensor, F16, BF16, F32, F64],
                               "float tensor or float">;
def Norm_Mask : RankedTensorOf<[I1, F16, BF16, F32, F64]>;

// --- Attributes ----------------------------------------------------------

class Norm_Enum<string name, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, summary, cases> {
  let genSpecializedAttr = 0;
  let cppNamespace = "::mlir::norm";
}

def Norm_EpsilonModeEnum : Norm_Enum<"EpsilonMode",
    "where epsilon stands in the denominator", [
      I32EnumAttrCase<"inside", 0>, I32EnumAttrCase<"outside", 1>,
      I32EnumAttrCase<"clamp", 2>]>;
def Norm_EpsilonMode : EnumAttr<Norm_Dialect, Norm_EpsilonModeEnum, "epsilon_mode">;

def Norm_NarrowEnum : Norm_Enum<"NarrowMode",
    "where values are rounded to the data type", [
      I32EnumAttrCase<"last", 0>, I32EnumAttrCase<"before_scale", 1>,
      I32EnumAttrCase<"statistics", 2>]>;
def Norm_Narrow : EnumAttr<Norm_Dialect, Norm_NarrowEnum, "narrow">;

def Norm_OnEmptyEnum : Norm_Enum<"OnEmpty",
    "the result of a row without finite logits", [
      I32EnumAttrCase<"nan", 0>, I32EnumAttrCase<"zero", 1>]>;
def Norm_OnEmpty : EnumAttr<Norm_Dialect, Norm_OnEmptyEnum, "on_empty">;

def Norm_OrderEnum : Norm_Enum<"Order", "the p of a p-norm", [
      I32EnumAttrCase<"l1", 1>, I32EnumAttrCase<"l2", 2>,
      I32EnumAttrCase<"linf", 3>]>;
def Norm_Order : EnumAttr<Norm_Dialect, Norm_OrderEnum, "order">;

def Norm_MomentEnum : Norm_Enum<"Moment", "a moment of a row", [
      I32EnumAttrCase<"mean", 0>, I32EnumAttrCase<"raw_second", 1>,
      I32EnumAttrCase<"central_second", 2>]>;
def Norm_Moment : EnumAttr<Norm_Dialect, Norm_MomentEnum, "moment">;
def Norm_MomentArray : TypedArrayAttrBase<Norm_Moment, "array of moments">;

def Norm_Epsilon : ConfinedAttr<F64Attr, [AttrConstraint<And<[
      CPred<"::llvm::cast<::mlir::FloatAttr>($_self).getValue().isFinite()">,
      CPred<"::llvm::cast<::mlir::FloatAttr>($_self).getValueAsDouble() >= 0.0">]>,
    "finite and not negative">]>;
def Norm_Ddof : ConfinedAttr<I64Attr, [IntNonNegative, IntMaxValue<1>]>;
def Norm_Compute : TypeAttrOf<AnyTypeOf<[F32, F64], "f32 or f64", "::mlir::FloatType">>;

// --- Ops -----------------------------------------------------------------

// The root of all named ops: value semantics on one input.
class Norm_NormalizerOp<string mnemonic, list<Trait> traits = []>
    : Norm_BaseOp<mnemonic, [
        Pure,
        DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface, ["reifyResultShapes"]>
      ] # traits> {
  list<string> argumentNames =
      !foreach(i, !range(!size(arguments)), "\"" # !getdagname(arguments, i) # "\"");
  code nameTable = "static ::llvm::SmallVector<::llvm::StringRef> getArgumentNames() {\n"
      # "  return {" # !interleave(argumentNames, ", ") # "};\n}\n";
  let extraClassDeclaration = nameTable;
  code reify = [{
    ::llvm::LogicalResult $cppClass::reifyResultShapes(
        ::mlir::OpBuilder &builder,
        ::mlir::ReifiedRankedShapedTypeDims &shapes) {
      return ::mlir::norm::detail::reifyNormalization(*this, builder, shapes);
    }
  }];
  let extraClassDefinition = reify;
}

// The words that are the same in every op; each prints only if it says
// something.
class Norm_Words {
  string scale = "(`scale` `(` $scale^ `:` type($scale) `)`)?";
  string bias = "(`bias` `(` $bias^ `:` type($bias) `)`)?";
  string epsilon = "`epsilon` $epsilon (`epsilon_mode` `` $epsilon_mode^)?";
  string ddof = "(`ddof` $ddof^)?";
  string narrow = "(`narrow` `` $narrow^)?";
  string compute = "(`compute` $compute^)?";
  string channel = "(`channel_dim` $channel_dim^)?";
  string tail = "attr-dict `:` type($input)";
}

#endif // NORM_IR_NORMOPBASE_TD
