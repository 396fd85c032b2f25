#include "norm/Conversion/Machine.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/TargetParser/AArch64TargetParser.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/RISCVTargetParser.h"
#include "llvm/TargetParser/X86TargetParser.h"

#include <thread>
#include <unistd.h>

using namespace mlir;
using namespace mlir::norm;

namespace {
/// What vector code depends on, in bits and registers.
struct Vectors {
  int64_t bits = 128;
  int64_t registers = 16;
  bool fma = false, bf16 = false, x86 = false, avx512 = false;
};
} // namespace

static Vectors vectorsOfX86(const llvm::StringMap<bool> &features) {
  auto has = [&](StringRef name) { return features.lookup(name); };
  Vectors vectors;
  vectors.x86 = true;
  vectors.fma = has("fma");
  vectors.avx512 = has("avx512f") && has("avx512dq") && has("avx512vl");
  vectors.bf16 = vectors.avx512 && has("avx512bf16");
  if (vectors.avx512) {
    vectors.bits = 512;
    vectors.registers = 32;
  } else if (has("avx2")) {
    vectors.bits = 256;
  }
  return vectors;
}

/// NEON, and the extension V of RISC-V at its least length.
static Vectors vectorsOfOthers() { return {128, 32, /*fma=*/true}; }

static Vectors vectorsOfAArch64(const llvm::AArch64::CpuInfo &cpu) {
  Vectors vectors = vectorsOfOthers();
  vectors.bf16 = cpu.getImpliedExtensions().test(llvm::AArch64::AEK_BF16);
  return vectors;
}

static int64_t readCacheSize(int name, int64_t unknown) {
  int64_t size = ::sysconf(name);
  return size > 0 ? size : unknown;
}

static MachineAttr describe(MLIRContext *context, Vectors vectors,
                            StringRef cpu, bool isHost) {
  // Of a server core, where the processor is not this one or does not tell.
  int64_t l1 = 32 << 10, l2 = 1 << 20, l3 = 32 << 20, cores = 1;
  if (isHost) {
    l1 = readCacheSize(_SC_LEVEL1_DCACHE_SIZE, l1);
    l2 = readCacheSize(_SC_LEVEL2_CACHE_SIZE, l2);
    l3 = readCacheSize(_SC_LEVEL3_CACHE_SIZE, l3);
    cores = std::max(1u, std::thread::hardware_concurrency());
  }
  // A first-level cache of 32 KiB is full with one row, its parameters and
  // the next row; measured on Zen 4.
  int64_t prefetchLevel = cpu.starts_with("znver") ? 2 : 1;
  // There the last-level cache of 32 MiB takes stores at twice the speed of
  // memory.
  int64_t streamBytes = cpu.starts_with("znver") ? 24 << 20 : 0;
  return MachineAttr::get(context, l1, l2, l3, cores, vectors.bits,
                          vectors.registers, prefetchLevel, streamBytes,
                          vectors.fma, vectors.bf16, vectors.x86,
                          vectors.avx512);
}

FailureOr<MachineAttr> norm::getMachine(Location loc, StringRef cpu) {
  MLIRContext *context = loc.getContext();
  llvm::StringMap<bool> features;
  if (cpu == "host") {
    features = llvm::sys::getHostCPUFeatures();
    bool isX86 = features.contains("sse2");
    return describe(context, isX86 ? vectorsOfX86(features) : vectorsOfOthers(),
                    llvm::sys::getHostCPUName(), /*isHost=*/true);
  }
  if (llvm::X86::parseArchX86(cpu) != llvm::X86::CK_None) {
    SmallVector<StringRef> names;
    llvm::X86::getFeaturesForCPU(cpu, names);
    for (StringRef name : names) {
      features[name] = true;
      // x86-64-v4 names AVX-512 DQ and VL, which imply F.
      llvm::X86::updateImpliedFeatures(name, /*Enabled=*/true, features);
    }
    return describe(context, vectorsOfX86(features), cpu, /*isHost=*/false);
  }
  if (auto known = llvm::AArch64::parseCpu(cpu))
    return describe(context, vectorsOfAArch64(*known), cpu, /*isHost=*/false);
  if (llvm::RISCV::parseCPU(cpu, true))
    return describe(context, vectorsOfOthers(), cpu, /*isHost=*/false);
  emitError(loc) << "expects the name of a processor that LLVM knows, got '"
                 << cpu << "'";
  return failure();
}

MachineAttr norm::findMachine(Operation *op) {
  for (; op; op = op->getParentOp())
    if (auto machine = op->getAttrOfType<MachineAttr>(NormDialect::machineName))
      return machine;
  return {};
}
