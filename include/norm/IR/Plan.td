#ifndef NORM_IR_PLAN_TD
#define NORM_IR_PLAN_TD

include "norm/IR/NormOpBase.td"

class Norm_AutoEnum<string name, string summary, list<string> words>
    : Norm_Enum<name, summary,
        !listconcat([I32EnumAttrCase<"automatic", 0>],
          !foreach(i, !range(!size(words)), I32EnumAttrCase<words[i], !add(i, 1)>))>;

def Norm_ScheduleEnum : Norm_AutoEnum<"Schedule",
    "the loops in which the stages of a row run",
    ["sweeps", "registers", "tile"]>;
def Norm_MomentsEnum : Norm_AutoEnum<"MomentsAlgorithm",
    "how a variance is taken", ["two_pass", "welford", "shifted"]>;
def Norm_SoftmaxEnum : Norm_AutoEnum<"SoftmaxAlgorithm",
    "how a sum of exponentials is taken",
    ["three_pass", "online", "mantissa_exponent"]>;
def Norm_StoresEnum : Norm_AutoEnum<"Stores",
    "whether results go through the cache", ["cached", "streaming"]>;

class Norm_PlanWord<string enum> : DefaultValuedParameter<
    "::mlir::norm::" # enum, "::mlir::norm::" # enum # "::automatic">;

def Norm_PlanAttr : AttrDef<Norm_Dialect, "Plan"> {
  let mnemonic = "plan";
  let summary = "how a normalizer is computed";
  let description = [{
    The decisions of `norm-plan` about one op, and the way to make them by hand:
    what an op carries as `norm.plan` is obeyed, the rest is filled in. A word
    that is absent is decided by `norm-plan`.

    | Word | Unit | Meaning |
    |---|---|---|
    | `moments` | | `two_pass`: about the mean. `welford`: one pass, running mean. `shifted`: one pass, about the first element |
    | `softmax` | | `three_pass`: maximum, exponentials, scale. `online`: one pass with a running maximum. `mantissa_exponent`: no maximum, pairs of mantissa and exponent (arXiv 2001.04438) |
    | `schedule` | | `sweeps`: stage after stage over a row. `registers`: the row is held in vectors. `tile`: vectors lie across rows |
    | `lanes` | elements | of one vector |
    | `vectors` | vectors | per step of a sweep, each with its own accumulator; across rows, per tile |
    | `rows` | rows | per step |
    | `threads` | threads | at most |
    | `stores` | | `streaming` passes by the cache, `cached` does not; absent: by the size of the data, where the kernel runs |
    | `prefetch` | rows | ahead of the row that is written, with streaming stores |

    Class E1: a plan moves the order of sums, which then depends on extents and
    plan alone.

    ```mlir
    func.func @softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
      %y = norm.softmax %x over [1] {norm.plan = #norm.plan<schedule = sweeps, lanes = 8>} : tensor<4x8xf32>
      return %y : tensor<4x8xf32>
    }
    ```
  }];
  let parameters = (ins
    Norm_PlanWord<"MomentsAlgorithm">:$moments,
    Norm_PlanWord<"SoftmaxAlgorithm">:$softmax,
    Norm_PlanWord<"Schedule">:$schedule,
    DefaultValuedParameter<"int64_t", "0">:$lanes,
    DefaultValuedParameter<"int64_t", "0">:$vectors,
    DefaultValuedParameter<"int64_t", "0">:$rows,
    DefaultValuedParameter<"int64_t", "0">:$threads,
    Norm_PlanWord<"Stores">:$stores,
    DefaultValuedParameter<"int64_t", "0">:$prefetch
  );
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def Norm_MachineAttr : AttrDef<Norm_Dialect, "Machine"> {
  let mnemonic = "machine";
  let summary = "the processor that kernels are planned for";
  let description = [{
    The only place with numbers of a machine. A module carries it as
    `norm.machine`; `norm-plan` writes that of its option `cpu` where there is
    none.

    | Word | Unit | Meaning |
    |---|---|---|
    | `l1`, `l2` | bytes | of a core's own data caches. Scratch of up to twice the first lies on the stack |
    | `stream_bytes` | bytes | that a thread may move before stores that pass by the cache are the faster ones; absent: `l2` |
    | `thread_bytes` | bytes | that a thread must have to move to be worth waking |
    | `prefetch_bytes` | bytes | from what is read to what is fetched, until memory has answered |
    | `prefetch_level` | cache level | that prefetches of the next row aim at |
    | `vector_bits` | bits | of one vector register |
    | `registers` | registers | that hold vectors |
    | `fma` | | whether `a * b + c` is one instruction |
    | `bf16` | | whether rounding f32 to bf16 is one instruction |
    | `x86` | | whether its assembly is that of x86 |
    | `avx512` | | whether x86's AVX-512 (F, DQ, VL) is there |

    ```mlir
    module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 256, registers = 16, fma = true>} {
    }
    ```
  }];
  let parameters = (ins
    "int64_t":$l1, "int64_t":$l2,
    "int64_t":$vector_bits, "int64_t":$registers,
    DefaultValuedParameter<"int64_t", "131072">:$thread_bytes,
    DefaultValuedParameter<"int64_t", "4096">:$prefetch_bytes,
    DefaultValuedParameter<"int64_t", "1">:$prefetch_level,
    DefaultValuedParameter<"int64_t", "0">:$stream_bytes,
    DefaultValuedParameter<"bool", "false">:$fma,
    DefaultValuedParameter<"bool", "false">:$bf16,
    DefaultValuedParameter<"bool", "false">:$x86,
    DefaultValuedParameter<"bool", "false">:$avx512
  );
  let extraClassDeclaration = [{
    int64_t getStreamThreshold() const {
      return getStreamBytes() ? getStreamBytes() : getL2();
    }
  }];
  let assemblyFormat = "`<` struct(params) `>`";
}

#endif // NORM_IR_PLAN_TD
