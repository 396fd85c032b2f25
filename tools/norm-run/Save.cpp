#include "Results.h"

#include "norm/Support/Npy.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::norm;
namespace fs = llvm::sys::fs;

static llvm::Error fail(StringRef path, std::error_code error) {
  return llvm::createStringError(path + ": " + error.message());
}

static llvm::Error writeAll(StringRef path, llvm::raw_fd_ostream &os,
                            StringRef bytes) {
  os << bytes;
  os.flush();
  std::error_code error = os.error();
  os.clear_error();
  return error ? fail(path, error) : llvm::Error::success();
}

namespace {
/// Files that take their names together or, at an error, not at all: what was
/// there before stays.
class PendingFiles {
public:
  ~PendingFiles() {
    for (auto &[file, path] : files)
      llvm::consumeError(file.discard());
  }

  llvm::Error add(StringRef path, StringRef bytes);
  llvm::Error keep();

private:
  SmallVector<std::pair<fs::TempFile, std::string>> files;
};
} // namespace

/// A device or a pipe is written at once: no file may take its place. `-` is
/// the standard output.
static llvm::Error writeInPlace(StringRef path, StringRef bytes) {
  std::error_code error;
  llvm::raw_fd_ostream os(path, error);
  return error ? fail(path, error) : writeAll(path, os, bytes);
}

llvm::Error PendingFiles::add(StringRef path, StringRef bytes) {
  fs::file_status status;
  bool exists = !fs::status(path, status);
  if (path == "-" || (exists && !fs::is_regular_file(status)))
    return writeInPlace(path, bytes);
  if (exists && !fs::can_write(path))
    return fail(path, std::make_error_code(std::errc::permission_denied));
  SmallString<128> target(path);
  if (std::error_code error =
          exists ? fs::real_path(path, target) : std::error_code())
    return fail(path, error);

  auto file = fs::TempFile::create(target + ".%%%%%%");
  if (!file)
    return fail(path, llvm::errorToErrorCode(file.takeError()));
  int descriptor = file->FD;
  files.emplace_back(std::move(*file), target.str().str());
  llvm::raw_fd_ostream os(descriptor, /*shouldClose=*/false);
  return writeAll(path, os, bytes);
}

llvm::Error PendingFiles::keep() {
  for (auto &[file, path] : files)
    if (llvm::Error error = file.keep(path))
      return fail(path, llvm::errorToErrorCode(std::move(error)));
  return llvm::Error::success();
}

llvm::Error norm::saveResults(ArrayRef<Datum> results, TypeRange types,
                              ArrayRef<std::string> paths, bool inDouble) {
  PendingFiles files;
  for (auto [result, type, path] : llvm::zip_equal(results, types, paths)) {
    Type elementType = getElementTypeOrSelf(type);
    if (inDouble && isa<FloatType>(elementType))
      elementType = Float64Type::get(type.getContext());
    std::string bytes = serializeNpy(asTensor(result, type), elementType);
    if (llvm::Error error = files.add(path, bytes))
      return error;
  }
  return files.keep();
}
