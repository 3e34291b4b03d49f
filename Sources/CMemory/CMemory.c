#define _GNU_SOURCE
#include "CMemory.h"

#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int release(struct dl_phdr_info *object, size_t size, void *argument) {
    (void)size;
    (void)argument;
    // Without a name: the program. Without a path: what the kernel maps into every process.
    if (object->dlpi_name[0] != '\0' && strchr(object->dlpi_name, '/') == NULL) return 0;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[index];
        // What can be written is not in the file any more.
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W) != 0) continue;
        uintptr_t start = object->dlpi_addr + part->p_vaddr;
        uintptr_t end = (start + part->p_filesz + page - 1) & ~(page - 1);
        start &= ~(page - 1);
        // Where it is locked, it stays.
        madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 0;
}

void cmemory_release_program(void) {
    dl_iterate_phdr(release, NULL);
}
