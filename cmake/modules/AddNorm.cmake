# A library is a list of rooms and one dependency: everything of MLIR comes
# from the one shared target `MLIR`, so that nothing registers twice and the
# plugin loads into a stock driver.
function(add_norm_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINK_LIBS" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  add_library(Norm::${name} ALIAS ${name})
  target_link_libraries(${name} PUBLIC ${ARG_LINK_LIBS} MLIR LLVM)
  target_precompile_headers(${name} REUSE_FROM NormPrecompiled)
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
  set_property(GLOBAL APPEND PROPERTY NORM_LIBRARIES ${name})
endfunction()

function(add_norm_tool name)
  cmake_parse_arguments(ARG "" "" "LINK_LIBS" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${ARG_LINK_LIBS} MLIR LLVM)
  set_property(GLOBAL APPEND PROPERTY NORM_TOOLS ${name})
endfunction()

# The lit tests of one folder below test/, as one line of ctest.
function(add_norm_lit_suite folder)
  add_test(NAME lit-${folder}
    COMMAND ${LLVM_EXTERNAL_LIT} -s ${CMAKE_CURRENT_BINARY_DIR}/${folder})
endfunction()

# A test that is Python: the arguments of the interpreter, run from test/.
function(add_norm_python_test name)
  add_test(NAME ${name} COMMAND ${NORM_PYTHON} ${ARGN}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES
    ENVIRONMENT "NORM_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};LLVM_BIN=${LLVM_TOOLS_BINARY_DIR}")
endfunction()
