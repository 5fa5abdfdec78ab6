/** 512-bit vectors; only this file is compiled with the flags of AVX-512. No fused multiply-add, as in
 * avx2.cpp. */
#define PROSODIA_KERNEL avx512
#define PROSODIA_DOUBLE_LANES 8
#include "_kernel.h"
