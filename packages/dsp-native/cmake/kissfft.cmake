# kissfft: the FFT. Gives the interface target `prosodia_kissfft` with kissfft.hh on its include path.
#
# The system's copy is taken where there is one (Debian: libkissfft-dev), else its release is downloaded and
# checked by hash. Only the header is used, so nothing of kissfft is built or linked.

find_path(KISSFFT_INCLUDE_DIR kissfft.hh PATH_SUFFIXES kissfft)

if(NOT KISSFFT_INCLUDE_DIR)
  include(FetchContent)
  FetchContent_Declare(kissfft
    URL https://github.com/mborgerding/kissfft/archive/refs/tags/131.1.0.tar.gz
    URL_HASH SHA256=76c1aac87ddb7258f34b08a13f0eebf9e53afa299857568346aa5c82bcafaf1a
    SOURCE_SUBDIR not-built)
  FetchContent_MakeAvailable(kissfft)
  set(KISSFFT_INCLUDE_DIR ${kissfft_SOURCE_DIR})
endif()

message(STATUS "kissfft.hh from ${KISSFFT_INCLUDE_DIR}")
add_library(prosodia_kissfft INTERFACE)
target_include_directories(prosodia_kissfft SYSTEM INTERFACE ${KISSFFT_INCLUDE_DIR})
