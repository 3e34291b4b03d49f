// libFuzzer as a library: https://llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library".
#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Calls `attempt` with one input after the other, as the arguments say. Ends the process where an input was found that
/// ends it, takes too long, or takes too much memory; returns the exit status otherwise.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*attempt)(const uint8_t *data, size_t size));

#endif
