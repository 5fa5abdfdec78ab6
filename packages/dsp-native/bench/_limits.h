#pragma once

/** What one core of this machine can do at most, measured. */
namespace prosodia::bench {

/** Multiplications and additions of floats a second, one half of each; fused, as the kernels never do, twice
 * that. */
double mostOperations();

/** Bytes a second from memory into the second cache, as a file's from the page cache. */
double mostBytesCopied();

}  // namespace prosodia::bench
