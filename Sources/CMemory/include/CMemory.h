// What Swift's Glibc module leaves out of the allocator's interface, and the memory of the program itself.
#ifndef CMEMORY_H
#define CMEMORY_H

#include <malloc.h>

/// Takes the pages of the program and its libraries that are never written out of the process's memory. Each comes back, from
/// the file's pages that the system keeps, when it is used again. For any thread, at any time.
void cmemory_release_program(void);

#endif
