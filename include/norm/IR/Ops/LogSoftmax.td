#ifndef NORM_IR_OPS_LOGSOFTMAX_TD
#define NORM_IR_OPS_LOGSOFTMAX_TD

include "norm/IR/Ops/Softmax.td"

def Norm_LogSoftmaxOp : Norm_ExponentialOp<"log_softmax"> {
  let summary = "logarithm of softmax, taken without leaving the log domain";
  let description = [{
    $$ y = z - \mathrm{LSE}(z) $$

    with operands, empty rows and second result as in `norm.softmax`. An empty
    row is 0 with `on_empty zero`.

    Law: without sink, shift invariant where scale is constant along `dims`. Constraints: N1 to N5 and SM1 to SM3.

    ```mlir
    func.func @log_softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
      %y = norm.log_softmax %x over [1] : tensor<4x8xf32>
      return %y : tensor<4x8xf32>
    }
    ```
  }];
}

#endif // NORM_IR_OPS_LOGSOFTMAX_TD
