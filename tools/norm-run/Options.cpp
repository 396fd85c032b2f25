#include "Options.h"

#include "llvm/Support/CommandLine.h"

using namespace mlir;
using namespace mlir::norm;
namespace cl = llvm::cl;

static cl::OptionCategory category("norm-run options");

static cl::opt<std::string> model(cl::Positional, cl::Required,
                                  cl::desc("MODEL.mlir"), cl::cat(category));
static cl::opt<std::string>
    entry("entry", cl::value_desc("name"), cl::cat(category),
          cl::desc("Function to run (default: main, or the only public one)"));
static cl::list<std::string>
    arguments("arg", cl::value_desc("file.npy"), cl::cat(category),
              cl::desc("One argument of the function, in order"));
static cl::list<std::string>
    expected("expect", cl::value_desc("file.npy"), cl::cat(category),
             cl::desc("What one result must be close to, in order"));
static cl::list<std::string>
    saved("save", cl::value_desc("file.npy"), cl::cat(category),
          cl::desc("Where to write one result, in order: in its own type (bf16 "
                   "as f32), or in f64 from the reference backend"));
static cl::opt<double>
    relativeTolerance("rtol", cl::init(1.0e-3), cl::cat(category),
                      cl::desc("Tolerance relative to the expected value"));
static cl::opt<double>
    absoluteTolerance("atol", cl::init(1.0e-4), cl::cat(category),
                      cl::desc("Tolerance added to the relative one"));
static cl::opt<Backend> backend(
    "backend", cl::init(Backend::cpu), cl::cat(category),
    cl::desc("How to run"),
    cl::values(clEnumValN(Backend::cpu, "cpu", "Compiled for this machine"),
               clEnumValN(Backend::reference, "reference",
                          "Evaluated over the reals in double precision")));
static cl::opt<std::string>
    pipeline("pipeline", cl::value_desc("passes"), cl::cat(category),
             cl::desc("Passes to run first, in place of the backend's own: "
                      "they must end in the LLVM dialect for cpu"));
static cl::opt<uint64_t> randomArgs(
    "random-args", cl::value_desc("seed"), cl::cat(category),
    cl::desc("Draw the arguments: floats from the normal distribution, "
             "integers from 0 to 7; dynamic extents are 8"));
static cl::opt<uint64_t>
    seed("seed", cl::init(0), cl::cat(category),
         cl::desc("Seed of the orders in which the reference backend reduces"));
/// Rounds of a benchmark that does not say how many.
static constexpr StringLiteral defaultRounds = "30";
static cl::opt<std::string>
    benchmark("benchmark", cl::ValueOptional, cl::value_desc("rounds"),
              cl::cat(category),
              cl::desc("Time the function, compiled for this machine, against "
                       "copies of as many bytes (default: 30 rounds)"));
static cl::opt<ReportFormat> reportFormat(
    "benchmark-format", cl::init(ReportFormat::text), cl::cat(category),
    cl::desc("How to print the times"),
    cl::values(clEnumValN(ReportFormat::text, "text", "Lines to read"),
               clEnumValN(ReportFormat::json, "json",
                          "An object, in seconds and bytes")));

/// The number of rounds that the command line asks for; 0 without a benchmark.
static unsigned getRounds() {
  if (!benchmark.getNumOccurrences())
    return 0;
  StringRef text = benchmark.empty() ? StringRef(defaultRounds) : benchmark;
  unsigned rounds;
  if (!text.getAsInteger(10, rounds) && rounds > 0)
    return rounds;
  llvm::errs()
      << "norm-run: error: --benchmark: expects a number of rounds, got '"
      << text << "'\n";
  std::exit(EXIT_FAILURE);
}

RunOptions norm::parseOptions(int argc, char **argv) {
  // LLVM's library has an option of this name that no tool of ours serves.
  if (cl::Option *other = cl::getRegisteredOptions().lookup("threads"))
    other->removeArgument();
  cl::opt<unsigned> threads("threads", cl::init(1), cl::cat(category),
                            cl::desc("Threads that compiled code may run on"));
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv,
                              "Runs one function of a module on .npy files.\n");
  RunOptions options{model,
                     entry,
                     arguments,
                     expected,
                     saved,
                     relativeTolerance,
                     absoluteTolerance,
                     backend,
                     std::nullopt,
                     std::nullopt,
                     seed,
                     threads,
                     getRounds(),
                     reportFormat};
  if (pipeline.getNumOccurrences())
    options.pipeline = pipeline;
  if (randomArgs.getNumOccurrences())
    options.randomSeed = randomArgs;
  return options;
}
