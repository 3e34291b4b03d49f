// What a child process needs and Swift's Glibc module does not show.
#ifndef CSPAWN_H
#define CSPAWN_H

#include <spawn.h>
#include <stddef.h>
#include <sys/types.h>

/// Starts `argv[0]` (a path) in a process group of its own, in the folder "/", with `descriptors[i]` as its descriptor i,
/// no other descriptor, no signal blocked and every signal at its default. Returns 0, or the error's number.
int cspawn_start(pid_t *pid, char *const argv[], char *const envp[], const int *descriptors, int count);

/// A file in memory that holds these bytes, to be read from its start; closed at exec. -1 where there can be none.
int cspawn_memory_file(const void *bytes, size_t count);

/// A pipe, both ends closed at exec. 0, or -1.
int cspawn_pipe(int ends[2]);

/// Readable once the process has ended. -1 where there is no such process.
int cspawn_process_descriptor(pid_t pid);

#endif
