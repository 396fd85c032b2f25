#include "Benchmark.h"

#include "CopyProbe.h"

#include "norm/Call/CompiledKernel.h"
#include "norm/Support/Element.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

#include <chrono>
#include <deque>

using namespace mlir;
using namespace mlir::norm;

//===- Arrays -------------------------------------------------------------===//

namespace {
/// Arrays with memory of their own.
class Arrays {
public:
  void add(const ArrayType &type, ArrayRef<int64_t> extents);
  char *getData(size_t number) { return static_cast<char *>(all[number].data); }
  ArrayRef<NormArray> get() const { return all; }
  int64_t getNumBytes() const { return numBytes; }

private:
  /// A page, so that no two runs differ in how arrays lie in the cache.
  static constexpr int64_t alignment = 4096;

  SmallVector<NormArray> all;
  std::deque<std::vector<char>> memory;
  std::deque<SmallVector<int64_t>> shapes;
  int64_t numBytes = 0;
};
} // namespace

void Arrays::add(const ArrayType &type, ArrayRef<int64_t> extents) {
  int64_t size =
      ShapedType::getNumElements(extents) * llvm::divideCeil(type.type.bits, 8);
  std::vector<char> &bytes = memory.emplace_back(size + alignment);
  shapes.emplace_back(extents);
  auto address = llvm::alignTo(reinterpret_cast<uintptr_t>(bytes.data()),
                               static_cast<uint64_t>(alignment));
  all.push_back({reinterpret_cast<void *>(address), type.type,
                 static_cast<int32_t>(extents.size()), shapes.back().data(),
                 nullptr});
  numBytes += size;
}

static void fill(Arrays &arrays, const CompiledKernel &kernel, TypeRange types,
                 ArrayRef<Datum> arguments) {
  for (auto [number, type, datum] : llvm::enumerate(types, arguments)) {
    arrays.add(kernel.getArguments()[number], datum.tensor.shape());
    Type elementType = getElementTypeOrSelf(type);
    if (isa<RankedTensorType>(type))
      storeTensor(elementType, datum.tensor, arrays.getData(number));
    else
      storeElement(elementType, datum.cell, arrays.getData(number));
  }
}

static llvm::Error makeResults(Arrays &results, const CompiledKernel &kernel,
                               const Arrays &arguments) {
  SmallVector<int64_t> extents(kernel.getNumExtents());
  if (llvm::Error error = kernel.getExtents(arguments.get(), extents))
    return error;
  ArrayRef<int64_t> rest = extents;
  for (const ArrayType &type : kernel.getResults()) {
    results.add(type, rest.take_front(type.extents.size()));
    rest = rest.drop_front(type.extents.size());
  }
  return llvm::Error::success();
}

//===- Time ---------------------------------------------------------------===//

namespace {
/// Seconds per call, one for each round.
struct Samples {
  std::vector<double> seconds;

  double min() const { return *llvm::min_element(seconds); }
  double median() const {
    std::vector<double> sorted = seconds;
    llvm::sort(sorted);
    size_t middle = sorted.size() / 2;
    return sorted.size() % 2 ? sorted[middle]
                             : (sorted[middle - 1] + sorted[middle]) / 2;
  }
};

struct Measurement {
  Samples kernel, plain, streaming;
  int64_t bytes;
  unsigned threads;
};
} // namespace

/// How much faster than `copy`, taken within each round.
static double getFraction(const Samples &copy, const Samples &kernel) {
  Samples ratios;
  for (auto [copySeconds, seconds] :
       llvm::zip_equal(copy.seconds, kernel.seconds))
    ratios.seconds.push_back(copySeconds / seconds);
  return ratios.median();
}

/// A sample is so many calls that the clock does not matter.
static constexpr double sampleSeconds = 2.0e-4;

static unsigned getCount(double secondsPerCall) {
  return std::max(1.0, sampleSeconds / std::max(secondsPerCall, 1.0e-9));
}

/// Seconds per call of `call`.
static double timeCalls(unsigned count, llvm::function_ref<void()> call) {
  auto start = std::chrono::steady_clock::now();
  for (unsigned i = 0; i < count; ++i)
    call();
  std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  return time.count() / count;
}

static llvm::Expected<Measurement> measure(CompiledKernel &kernel,
                                           const Arrays &arguments,
                                           const Arrays &results,
                                           const RunOptions &options) {
  Measurement measurement;
  measurement.bytes = arguments.getNumBytes() + results.getNumBytes();
  measurement.threads = options.threads;
  CopyProbe probe(measurement.bytes, options.threads);
  auto copyPlain = [&] { probe.copyPlain(); };
  auto copyStreaming = [&] { probe.copyStreaming(); };

  double seconds;
  unsigned count = 1, copies = 1;
  // The first round is not counted; the second says how long a call takes.
  for (int64_t round = -2; round < static_cast<int64_t>(options.rounds);
       ++round) {
    if (llvm::Error error =
            kernel.call(arguments.get(), results.get(), count, &seconds))
      return std::move(error);
    double plain = timeCalls(copies, copyPlain);
    double streaming = timeCalls(copies, copyStreaming);
    if (round < 0) {
      count = getCount(seconds);
      copies = getCount(plain);
      continue;
    }
    measurement.kernel.seconds.push_back(seconds / count);
    measurement.plain.seconds.push_back(plain);
    measurement.streaming.seconds.push_back(streaming);
  }
  return measurement;
}

//===- Reports ------------------------------------------------------------===//

static void printText(const Measurement &measurement) {
  auto printLine = [&](StringRef name, const Samples &samples) {
    llvm::outs() << llvm::format(
        "%-15s min %.3f us, median %.3f us, %.2f GB/s\n", name.data(),
        samples.min() * 1e6, samples.median() * 1e6,
        measurement.bytes / samples.min() * 1e-9);
  };
  llvm::outs() << measurement.bytes << " bytes, " << measurement.threads
               << " thread" << (measurement.threads == 1 ? "" : "s") << ", "
               << measurement.kernel.seconds.size() << " rounds\n";
  printLine("kernel", measurement.kernel);
  printLine("copy", measurement.plain);
  printLine("streaming copy", measurement.streaming);
  llvm::outs() << llvm::format(
      "kernel at %.3f of the copy rate, %.3f of the streaming one\n",
      getFraction(measurement.plain, measurement.kernel),
      getFraction(measurement.streaming, measurement.kernel));
}

static void printJSON(const Measurement &measurement) {
  auto describe = [&](const Samples &samples) {
    return llvm::json::Object{
        {"min_s", samples.min()},
        {"median_s", samples.median()},
        {"bytes_per_s", measurement.bytes / samples.min()}};
  };
  llvm::json::Object copy = describe(measurement.plain);
  copy["fraction"] = getFraction(measurement.plain, measurement.kernel);
  llvm::json::Object streaming = describe(measurement.streaming);
  streaming["fraction"] =
      getFraction(measurement.streaming, measurement.kernel);
  llvm::json::Object all{{"bytes", measurement.bytes},
                         {"threads", measurement.threads},
                         {"rounds", measurement.kernel.seconds.size()},
                         {"kernel", describe(measurement.kernel)},
                         {"copy", std::move(copy)},
                         {"streaming_copy", std::move(streaming)}};
  llvm::outs() << llvm::formatv("{0:2}\n", llvm::json::Value(std::move(all)));
}

llvm::Error norm::runBenchmark(const RunOptions &options, StringRef entry,
                               FunctionType signature,
                               ArrayRef<Datum> arguments) {
  auto file = llvm::MemoryBuffer::getFileOrSTDIN(options.model);
  if (!file)
    return llvm::errorCodeToError(file.getError());
  auto kernel =
      CompiledKernel::compile({(*file)->getBuffer().str(), options.model,
                               entry.str(), options.threads});
  if (!kernel)
    return kernel.takeError();
  Arrays inputs, outputs;
  fill(inputs, **kernel, signature.getInputs(), arguments);
  if (llvm::Error error = makeResults(outputs, **kernel, inputs))
    return error;
  auto measurement = measure(**kernel, inputs, outputs, options);
  if (!measurement)
    return measurement.takeError();
  if (options.reportFormat == ReportFormat::json)
    printJSON(*measurement);
  else
    printText(*measurement);
  return llvm::Error::success();
}
