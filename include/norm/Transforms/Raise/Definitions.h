// What the registered normalizers compute.

#ifndef NORM_TRANSFORMS_RAISE_DEFINITIONS_H
#define NORM_TRANSFORMS_RAISE_DEFINITIONS_H

#include "norm/IR/Norm.h"
#include "norm/Transforms/Raise/NormalForm.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <map>

namespace mlir::norm::raise {

/// A function up to affine maps: the powers of atoms at its surface that
/// contain the input. Equal functions have equal signatures.
using Signature = std::vector<std::tuple<unsigned, const void *, Rational>>;
Signature getSignature(const Poly &poly, const Node *input);

/// True for a reduction to the maximum.
bool isMaximum(const Node *node);

/// One form of a normalizer, without scale and bias, on an input of its own.
/// Variable i of the polynomial is dimension i of the input.
struct Form {
  mutable NormalizationOpInterface op;
  /// Its place among the candidates of its op.
  unsigned number;
  const Node *input;
  /// The operands that are solved for: their position and their node.
  SmallVector<std::pair<unsigned, const Node *>, 2> unknowns;
  Poly poly;
  Signature signature;
  /// True if a maximum over the row cancelled.
  bool hasShift;
};

/// Asks every registered normalizer for its forms and reads their definitions
/// as they expand.
class Definitions {
public:
  Definitions(MLIRContext *context, IndexedValues &values, Algebra &algebra);

  /// All forms on an input of that shape with statistics over (or given along)
  /// those dimensions.
  ArrayRef<Form> get(ArrayRef<int64_t> shape, ArrayRef<int64_t> dims,
                     double epsilon);

private:
  using Key = std::tuple<std::vector<int64_t>, std::vector<int64_t>, double>;

  void addForms(RegisteredOperationName name, Value input,
                ArrayRef<int64_t> dims, double epsilon,
                SmallVectorImpl<Form> &forms);
  std::optional<Form> read(NormalizationOpInterface op);

  IndexedValues &values;
  Algebra &algebra;
  llvm::DenseSet<const Node *> noCuts;
  SmallVector<RegisteredOperationName> normalizers;
  OwningOpRef<ModuleOp> scratch;
  OpBuilder builder;
  std::map<Key, SmallVector<Form, 0>> cache;
};

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_DEFINITIONS_H
