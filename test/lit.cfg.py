import os
import platform

import lit.formats

config.name = "norm"
config.test_format = lit.formats.ShTest()
config.suffixes = [".mlir", ".test"]
config.excludes = ["CAPI", "Inputs", "Assembly", "Install", "Meta", "Models", "python"]
config.available_features.add(platform.machine())
config.test_source_root = os.path.dirname(__file__)

# Our programs, then those of the MLIR that they were built against.
config.environment["PATH"] = os.pathsep.join(
    [config.norm_bin, config.llvm_bin, os.environ["PATH"]]
)
config.environment["FILECHECK_OPTS"] = "-enable-var-scope"
runtimes = ["libmlir_runner_utils.so", "libmlir_c_runner_utils.so"]
runtimes = ",".join(os.path.join(config.llvm_lib, name) for name in runtimes)
main = f"mlir-runner -e main --entry-point-result=void --shared-libs={runtimes}"
config.substitutions += [
    ("%run_main", main),
    ("%norm_plugin", config.norm_plugin),
    ("%python", config.python),
]
