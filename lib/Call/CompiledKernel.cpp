#include "norm/Call/CompiledKernel.h"

#include "Check.h"
#include "Compile.h"

#include <chrono>

using namespace mlir;
using namespace mlir::norm;

llvm::Expected<std::unique_ptr<CompiledKernel>>
CompiledKernel::compile(KernelSource source) {
  KernelCompiler compiler(source);
  SmallVector<ArrayType> arguments, results;
  if (llvm::Error error = compiler.parse(arguments, results))
    return std::move(error);
  llvm::Expected<KernelCode> code = compiler.compile({});
  if (!code)
    return code.takeError();
  return std::unique_ptr<CompiledKernel>(
      new CompiledKernel(std::move(source), std::move(arguments),
                         std::move(results), std::move(*code)));
}

CompiledKernel::CompiledKernel(KernelSource source,
                               SmallVector<ArrayType> arguments,
                               SmallVector<ArrayType> results, KernelCode code)
    : source(std::move(source)), arguments(std::move(arguments)),
      results(std::move(results)), code(std::move(code)) {
  for (const ArrayType &result : this->results) {
    numExtents += result.extents.size();
    numUnknownExtents += llvm::count(result.extents, -1);
  }
}

llvm::Expected<const KernelCode *>
CompiledKernel::getCode(ArrayRef<int64_t> inPlace) {
  if (llvm::all_of(inPlace, [](int64_t input) { return input < 0; }))
    return &code;
  std::lock_guard<std::mutex> lock(mutex);
  std::vector<int64_t> key = inPlace.vec();
  if (auto known = inPlaceCode.find(key); known != inPlaceCode.end())
    return &known->second;
  KernelCompiler compiler(source);
  SmallVector<ArrayType> again;
  if (llvm::Error error = compiler.parse(again, again))
    return std::move(error);
  llvm::Expected<KernelCode> compiled = compiler.compile(inPlace);
  if (!compiled)
    return compiled.takeError();
  return &inPlaceCode.emplace(std::move(key), std::move(*compiled))
              .first->second;
}

namespace {
/// Memref descriptors: two pointers, the offset, extents and strides.
class Descriptors {
public:
  explicit Descriptors(size_t numArrays) { starts.reserve(numArrays); }

  void add(const void *data, ArrayRef<int64_t> extents) {
    starts.push_back(words.size());
    auto address = reinterpret_cast<int64_t>(data);
    words.append({address, address, /*offset=*/0});
    llvm::append_range(words, extents);
    words.resize(words.size() + extents.size());
    int64_t stride = 1;
    for (size_t dim = extents.size(); dim-- > 0; stride *= extents[dim])
      words[words.size() - extents.size() + dim] = stride;
  }
  void add(const NormArray &array) {
    add(array.data, ArrayRef(array.extents, array.rank));
  }

  /// Calls compiled code, which returns a status.
  int32_t call(CompiledModule::Function function) {
    SmallVector<int64_t *, 16> descriptors;
    SmallVector<void *, 16> packed(starts.size() + 1);
    for (size_t start : starts)
      descriptors.push_back(words.data() + start);
    for (auto [position, descriptor] : llvm::enumerate(descriptors))
      packed[position] = &descriptor;
    int32_t status = 0;
    packed.back() = &status;
    RuntimeMemory memory;
    function(packed.data());
    return status;
  }

private:
  SmallVector<int64_t, 96> words;
  SmallVector<size_t, 16> starts;
};
} // namespace

static llvm::Error asError(int32_t status, const KernelCode &code) {
  if (status == 0)
    return llvm::Error::success();
  return llvm::createStringError(code.reasons[status - 1]);
}

llvm::Error CompiledKernel::getExtents(ArrayRef<NormArray> given,
                                       MutableArrayRef<int64_t> extents) const {
  for (unsigned number = 0; number < given.size(); ++number)
    if (llvm::Error error =
            checkArray(given[number], arguments[number], "argument", number))
      return error;
  Descriptors descriptors(given.size() + 1);
  for (const NormArray &argument : given)
    descriptors.add(argument);
  SmallVector<int64_t, 16> unknown(numUnknownExtents);
  descriptors.add(unknown.data(), static_cast<int64_t>(unknown.size()));
  if (llvm::Error error = asError(descriptors.call(code.inferExtents), code))
    return error;
  const int64_t *found = unknown.begin();
  for (const ArrayType &result : results)
    for (int64_t extent : result.extents) {
      extents.front() = extent < 0 ? *found++ : extent;
      extents = extents.drop_front();
    }
  return llvm::Error::success();
}

static llvm::Error checkResults(ArrayRef<NormArray> given,
                                ArrayRef<ArrayType> results,
                                ArrayRef<int64_t> extents) {
  for (unsigned number = 0; number < given.size(); ++number) {
    const ArrayType &expected = results[number];
    if (llvm::Error error =
            checkArray(given[number], expected, "result", number))
      return error;
    if (llvm::Error error = checkExtents(
            given[number], extents.take_front(expected.extents.size()), number))
      return error;
    extents = extents.drop_front(expected.extents.size());
  }
  return llvm::Error::success();
}

llvm::Error CompiledKernel::call(ArrayRef<NormArray> inputs,
                                 ArrayRef<NormArray> outputs, unsigned count,
                                 double *seconds) {
  SmallVector<int64_t, 16> extents(numExtents);
  if (llvm::Error error = getExtents(inputs, extents))
    return error;
  if (llvm::Error error = checkResults(outputs, results, extents))
    return error;
  SmallVector<int64_t, 4> overwritten(outputs.size());
  if (llvm::Error error = findOverwritten(inputs, outputs, overwritten))
    return error;
  llvm::Expected<const KernelCode *> form = getCode(overwritten);
  if (!form)
    return form.takeError();

  Descriptors descriptors(inputs.size() + outputs.size());
  for (const NormArray &input : inputs)
    descriptors.add(input);
  for (auto [input, output] : llvm::zip_equal(overwritten, outputs))
    if (input < 0)
      descriptors.add(output);
  auto start = std::chrono::steady_clock::now();
  int32_t status = 0;
  for (unsigned i = 0; i < count && status == 0; ++i)
    status = descriptors.call((*form)->run);
  std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  if (seconds)
    *seconds = time.count();
  return asError(status, **form);
}
