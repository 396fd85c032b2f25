#ifndef NORM_IR_NORMOPS_TD
#define NORM_IR_NORMOPS_TD

include "norm/IR/NormOpBase.td"

#endif // NORM_IR_NORMOPS_TD
