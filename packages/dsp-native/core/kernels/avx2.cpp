/** 256-bit vectors with fused multiply-add; only this file is compiled with -mavx2 -mfma. */
#define PROSODIA_KERNEL avx2
#define PROSODIA_DOUBLE_LANES 4
#include "_kernel.h"
