// RUN: norm-opt %s --norm-plan=cpu=x86-64-v4 | FileCheck %s --check-prefix=AVX512
// RUN: norm-opt %s --norm-plan=cpu=x86-64-v3 | FileCheck %s --check-prefix=AVX2
// RUN: norm-opt %s --norm-plan=cpu=x86-64 | FileCheck %s --check-prefix=SSE2
// RUN: norm-opt %s --norm-plan=cpu=sapphirerapids | FileCheck %s --check-prefix=BF16
// RUN: norm-opt %s --norm-plan=cpu=neoverse-v1 | FileCheck %s --check-prefix=NEON
// RUN: norm-opt %s --norm-plan=cpu=cortex-a72 | FileCheck %s --check-prefix=OTHER
// RUN: norm-opt %s --norm-plan=cpu=sifive-x280 | FileCheck %s --check-prefix=OTHER
// RUN: norm-opt %s --norm-plan=cpu=x86-64-v4 | norm-opt --norm-plan=cpu=neoverse-v1 | FileCheck %s --check-prefix=AVX512
// RUN: not norm-opt %s --norm-plan=cpu=nonesuch 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// The machine is that of the option, where the module has none yet.
// AVX512: cores = 1, vector_bits = 512, registers = 32, fma = true, x86 = true, avx512 = true>
// AVX2:   cores = 1, vector_bits = 256, registers = 16, fma = true, x86 = true>
// SSE2:   cores = 1, vector_bits = 128, registers = 16, x86 = true>
// BF16:   vector_bits = 512, registers = 32, fma = true, bf16 = true, x86 = true, avx512 = true>
// NEON:   cores = 1, vector_bits = 128, registers = 32, fma = true, bf16 = true>
// OTHER:  cores = 1, vector_bits = 128, registers = 32, fma = true>

// UNKNOWN-COUNT-1: error: expects the name of a processor that LLVM knows, got 'nonesuch'
// UNKNOWN-NOT: error
module {
}
