// The language, in reading order: one include per room.
#ifndef NORM_IR_NORMOPS_TD
#define NORM_IR_NORMOPS_TD

include "norm/IR/Plan.td"
include "norm/IR/Ops/LayerNorm.td"
include "norm/IR/Ops/RMSNorm.td"
include "norm/IR/Ops/GroupNorm.td"
include "norm/IR/Ops/BatchNorm.td"
include "norm/IR/Ops/BatchNormTraining.td"
include "norm/IR/Ops/LpNorm.td"
include "norm/IR/Ops/Moments.td"
include "norm/IR/Ops/Softmax.td"
include "norm/IR/Ops/LogSoftmax.td"
include "norm/IR/Ops/DyT.td"
include "norm/IR/Ops/Derf.td"
include "norm/IR/Generic.td"
include "norm/IR/Define.td"

#endif // NORM_IR_NORMOPS_TD
