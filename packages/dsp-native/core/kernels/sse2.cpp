/** 128-bit vectors, which every x86-64 CPU has. */
#define PROSODIA_KERNEL sse2
#define PROSODIA_DOUBLE_LANES 2
#include "_kernel.h"
