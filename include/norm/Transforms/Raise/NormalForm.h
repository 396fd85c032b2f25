// Nodes as polynomials.

#ifndef NORM_TRANSFORMS_RAISE_NORMALFORM_H
#define NORM_TRANSFORMS_RAISE_NORMALFORM_H

#include "norm/Transforms/Raise/Polynomial.h"

#include "llvm/ADT/DenseSet.h"

namespace mlir::norm::raise {

/// Reads nodes as polynomials in their own parameters. Nodes at which it is cut
/// are loads.
class NormalForm {
public:
  NormalForm(Algebra &algebra, const llvm::DenseSet<const Node *> &cuts)
      : algebra(algebra), cuts(cuts) {}

  /// Numbers of elements that some reduction runs over. A constant within 4 ulp
  /// of one of them, or of its reciprocal, is read as that rational.
  void setCounts(SmallVector<int64_t> numbers) { counts = std::move(numbers); }

  /// The polynomial of a node; what outgrows the limit is a load of the node.
  const Poly &of(const Node *node);
  /// The polynomial of an operand in the variables of its user.
  Poly at(const Operand &operand);

private:
  Poly read(const Node *node);
  Poly readMap(const Node *node);
  Poly readConstant(const Node *node);
  Poly readReduction(const Node *node);
  std::optional<Poly> readEmptyRow(const Node *node, const Poly &body,
                                   ArrayRef<Bound> bound);
  Poly readSelect(const Node *node);
  Poly readPower(const Node *node);

  Algebra &algebra;
  const llvm::DenseSet<const Node *> &cuts;
  SmallVector<int64_t> counts;
  llvm::DenseMap<const Node *, std::unique_ptr<Poly>> forms;
};

/// The exact value of a finite number.
Rational toRational(const APFloat &value);

/// The f64 of exactly that value, if there is one.
std::optional<double> toDouble(const Rational &value);

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_NORMALFORM_H
