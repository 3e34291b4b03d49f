#include "CFuzzer.h"

// The library comes with a `main` that wants this. Ours is called instead, and hands over what is to be tried.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    (void)data;
    (void)size;
    return 0;
}
