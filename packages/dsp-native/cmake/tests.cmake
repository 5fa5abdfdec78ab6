# The tests of the core; `wav-survey`, which tells what the decoder makes of every file of a folder;
# `stress-batches`, for ThreadSanitizer; and `profile`, which times the stages of a clip.

find_path(DOCTEST_INCLUDE_DIR doctest.h PATH_SUFFIXES doctest REQUIRED)

file(GLOB test_sources CONFIGURE_DEPENDS core/*.test.cpp core/kernels/*.test.cpp)
add_executable(core-tests ${test_sources})
target_include_directories(core-tests SYSTEM PRIVATE ${DOCTEST_INCLUDE_DIR})
target_link_libraries(core-tests PRIVATE prosodia_core)
add_test(NAME core COMMAND core-tests)

# Sanitizers add mergeable symbols of their own.
if(TARGET prosodia_vector_kernels AND CMAKE_NM AND NOT PROSODIA_SANITIZE)
  add_test(NAME kernel-symbols
    COMMAND ${CMAKE_COMMAND} -DNM=${CMAKE_NM} "-DOBJECTS=$<TARGET_OBJECTS:prosodia_vector_kernels>"
            -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/kernel-symbols.cmake)
endif()

add_executable(wav-survey core/wav-survey.tool.cpp)
target_link_libraries(wav-survey PRIVATE prosodia_core)

add_executable(stress-batches stress/batches.cpp)
target_link_libraries(stress-batches PRIVATE prosodia_core)

# Its limits are measured with vectors of GCC's and Clang's kind.
if(NOT MSVC)
  add_executable(profile bench/profile.cpp bench/_limits.cpp)
  target_link_libraries(profile PRIVATE prosodia_core)
  set_property(SOURCE bench/_limits.cpp APPEND PROPERTY COMPILE_OPTIONS -march=native)
endif()
