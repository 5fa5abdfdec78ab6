#pragma once

/**
 * The generic kernel. A file that includes it first says which one it is:
 *   PROSODIA_KERNEL        its namespace and its name
 *   PROSODIA_DOUBLE_LANES  how many doubles one of its vectors holds
 * Everything below lives in that namespace, and no inline function of the standard library is used in it: the
 * copy made here, with this file's instruction set, could become the one the linker keeps for the whole
 * program.
 */
#include "_blocks.h"
#include "_decibel.h"
#include "_filter.h"
#include "_frames.h"
#include "_row-products.h"
#include "kernel.h"

#define PROSODIA_TEXT_OF(name) #name
#define PROSODIA_TEXT(name) PROSODIA_TEXT_OF(name)

namespace prosodia::kernels::PROSODIA_KERNEL {

extern const Kernel kernel;
constinit const Kernel kernel = {
    PROSODIA_TEXT(PROSODIA_KERNEL),
    createExactTransform,
    destroyExactTransform,
    frameScratchFloats,
    spectra<double>,
    melPower<double>,
    spectra<float>,
    melPower<float>,
    dot,
    filter,
    floatLanes,
    filterBlocks,
    rowProducts,
    toDecibels,
    raiseTo,
};

}  // namespace prosodia::kernels::PROSODIA_KERNEL
