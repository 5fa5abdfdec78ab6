/** 256-bit vectors; only this file is compiled with -mavx2. No fused multiply-add, which would change the
 * last bits. */
#define PROSODIA_KERNEL avx2
#define PROSODIA_DOUBLE_LANES 4
#include "_kernel.h"
