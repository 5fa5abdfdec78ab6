/** One number at a time: runs everywhere, and is what the other kernels are compared with. */
#define PROSODIA_KERNEL scalar
#define PROSODIA_DOUBLE_LANES 1
#include "_kernel.h"
