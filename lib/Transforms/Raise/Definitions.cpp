// Definitions as polynomials.
//
// A definition is asked for on an input of the shape that was met, expanded by
// the method that lowers it, and read like any other part of a program. So a
// normalizer is recognised the day it is defined.

#include "norm/Transforms/Raise/Definitions.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

Signature norm::raise::getSignature(const Poly &poly, const Node *input) {
  Signature signature;
  for (const Term &term : poly.terms)
    for (const Factor &factor : term.monomial)
      if (factor.atom->loads.contains(input))
        signature.push_back(
            {unsigned(factor.atom->kind) * 64 + unsigned(factor.atom->combiner),
             factor.atom->tag, factor.exponent});
  llvm::sort(signature);
  signature.erase(llvm::unique(signature), signature.end());
  return signature;
}

Definitions::Definitions(MLIRContext *context, IndexedValues &values,
                         Algebra &algebra)
    : values(values), algebra(algebra),
      scratch(ModuleOp::create(UnknownLoc::get(context))), builder(context) {
  for (RegisteredOperationName name : context->getRegisteredOperations())
    if (name.hasInterface<NormalizationOpInterface>())
      normalizers.push_back(name);
  builder.setInsertionPointToEnd(scratch->getBody());
}

/// The dimensions that each parameter of the node lies along.
static std::optional<Index> wholeDims(const Access &access,
                                      RankedTensorType type) {
  Index index;
  for (const Digits &digits : access.index) {
    Vars dims;
    for (Digit digit : digits) {
      if (digit.stride != 1 || digit.extent != type.getDimSize(digit.var))
        return std::nullopt;
      dims.push_back(digit.var);
    }
    index.push_back(dims);
  }
  return index;
}

bool norm::raise::isMaximum(const Node *node) {
  return node->is(Meaning::Reduce) &&
         (node->meaning.combiner == vector::CombiningKind::MAXIMUMF ||
          node->meaning.combiner == vector::CombiningKind::MAXNUMF);
}

/// True if a maximum under the node left no trace in its polynomial.
static bool cancelsMaximum(const Node *node, const Poly &poly) {
  bool hasMaximum = false;
  SmallVector<const Node *> work = {node};
  while (!work.empty()) {
    const Node *next = work.pop_back_val();
    hasMaximum |= isMaximum(next);
    for (const Operand &operand : next->operands)
      work.push_back(operand.node);
  }
  bool isVisible = false;
  forEachAtom(poly, [&](const Atom *atom) {
    isVisible |= atom->kind == Atom::Reduce &&
                 atom->combiner == vector::CombiningKind::MAXIMUMF;
  });
  return hasMaximum && !isVisible;
}

std::optional<Form> Definitions::read(NormalizationOpInterface op) {
  builder.setInsertionPointAfter(op);
  SmallVector<Value> results = op.expand(builder);
  builder.setInsertionPointToEnd(scratch->getBody());
  auto type = cast<RankedTensorType>(results.front().getType());
  Access access = values.of(results.front());
  std::optional<Index> dims = wholeDims(access, type);
  if (!dims || access.node->is(Meaning::Leaf))
    return std::nullopt;

  Form form{op, 0, values.of(op.getInput()).node, {}, {}, {}, false};
  Algebra::Renaming names;
  for (auto [param, vars] : llvm::enumerate(*dims))
    names[param] = vars;
  NormalForm normalForm(algebra, noCuts);
  form.poly = algebra.rename(normalForm.of(access.node), names);
  form.signature = getSignature(form.poly, form.input);
  form.hasShift = cancelsMaximum(access.node, form.poly);
  for (OpOperand &operand : op->getOpOperands())
    if (operand.get() != op.getInput())
      form.unknowns.push_back(
          {operand.getOperandNumber(), values.of(operand.get()).node});
  return form;
}

void Definitions::addForms(RegisteredOperationName name, Value input,
                           ArrayRef<int64_t> dims, double epsilon,
                           SmallVectorImpl<Form> &forms) {
  SmallVector<Operation *> candidates;
  name.getInterface<NormalizationOpInterface>()->buildCandidates(
      builder, builder.getUnknownLoc(), input, dims, epsilon, candidates);
  for (auto [number, candidate] : llvm::enumerate(candidates))
    if (auto form = read(cast<NormalizationOpInterface>(candidate))) {
      form->number = number;
      forms.push_back(std::move(*form));
    }
}

ArrayRef<Form> Definitions::get(ArrayRef<int64_t> shape, ArrayRef<int64_t> dims,
                                double epsilon) {
  auto [known, isNew] =
      cache.try_emplace(Key{shape.vec(), dims.vec(), epsilon});
  SmallVector<Form, 0> &forms = known->second;
  if (!isNew)
    return forms;
  // In f64 a definition holds its constants as they are given.
  auto type = RankedTensorType::get(shape, builder.getF64Type());
  Value input = UnrealizedConversionCastOp::create(
                    builder, builder.getUnknownLoc(), type, ValueRange{})
                    .getResult(0);
  for (RegisteredOperationName name : normalizers)
    addForms(name, input, dims, epsilon, forms);
  return forms;
}
