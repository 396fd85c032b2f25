#ifndef NORM_LIB_SUPPORT_JITRUNTIME_H
#define NORM_LIB_SUPPORT_JITRUNTIME_H

#include "llvm/ExecutionEngine/Orc/Core.h"
#include "llvm/ExecutionEngine/Orc/Mangling.h"

namespace mlir::norm {

/// The functions that compiled code calls and that we define: memory that we
/// can take back, a way out of failed assertions, copies of strided memrefs,
/// and the conversions to 16-bit floats that the C library may lack; and those
/// at the given addresses.
llvm::orc::SymbolMap
getRuntimeSymbols(llvm::orc::MangleAndInterner mangle,
                  const llvm::StringMap<void *> &addresses);

} // namespace mlir::norm

#endif // NORM_LIB_SUPPORT_JITRUNTIME_H
