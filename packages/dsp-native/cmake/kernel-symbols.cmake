# Run as a test: cmake -DNM=... -DOBJECTS="a.o;b.o" -P kernel-symbols.cmake
#
# A kernel's object is compiled for an instruction set that this CPU may lack. Every symbol of it that the linker
# may merge with others of the same name (weak, shared by several objects) must therefore be in the kernel's own
# namespace: else the whole program could end up with this object's copy of, say, std::vector::resize.

set(looked_at 0)
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} -C --defined-only ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[0-9a-f]+ [WVu] [^\n]+" mergeable "${symbols}")
  foreach(symbol IN LISTS mergeable)
    math(EXPR looked_at "${looked_at} + 1")
    if(NOT symbol MATCHES "prosodia::kernels::(sse2|avx2|avx512|neon)::" AND NOT symbol MATCHES " DW\\.ref\\.")
      message(FATAL_ERROR "Expected only symbols of the kernel's namespace for ${object} but received ${symbol}")
    endif()
  endforeach()
endforeach()

if(looked_at EQUAL 0)
  message(FATAL_ERROR "Expected mergeable symbols for ${OBJECTS} but received none")
endif()
message(STATUS "${looked_at} mergeable symbols, all in their kernel's namespace")
