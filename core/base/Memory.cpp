// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"

#include <cstdlib> // defines __GLIBC__ where glibc is what we run on

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace cultivar {

void keepFreedMemory()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_MAX, 0);        // large blocks come from the heap, where they can stay
    mallopt(M_TRIM_THRESHOLD, -1); // none goes back by itself: a training step frees gigabytes
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_ARENA_MAX, 1); // threads' own heaps are capped at 64 MB, less than one layer's activations
#endif
}

void releaseFreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace cultivar
