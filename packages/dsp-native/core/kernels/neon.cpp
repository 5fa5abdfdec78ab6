/** 128-bit vectors, which every 64-bit ARM CPU has. */
#define PROSODIA_KERNEL neon
#define PROSODIA_DOUBLE_LANES 2
#include "_kernel.h"
