#ifndef NORM_TOOLS_NORM_RUN_OPTIONS_H
#define NORM_TOOLS_NORM_RUN_OPTIONS_H

#include "mlir/Support/LLVM.h"

#include <optional>
#include <string>
#include <vector>

namespace mlir::norm {

enum class Backend { cpu, reference };
enum class ReportFormat { text, json };

/// What the command line asks for.
struct RunOptions {
  std::string model, entry;
  std::vector<std::string> arguments, expected, saved;
  double rtol, atol;
  Backend backend;
  /// The pipeline to run instead of the backend's own.
  std::optional<std::string> pipeline;
  std::optional<uint64_t> randomSeed;
  /// Draws the trees in which the reference evaluator reduces.
  uint64_t seed;
  unsigned threads;
  /// How often to run and to time, 0 to run once and show the results.
  unsigned rounds;
  ReportFormat reportFormat;
};

/// Reads the command line; a bad one ends the program with status 1.
RunOptions parseOptions(int argc, char **argv);

} // namespace mlir::norm

#endif // NORM_TOOLS_NORM_RUN_OPTIONS_H
