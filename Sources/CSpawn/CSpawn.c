#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int cspawn_start(pid_t *pid, char *const argv[], char *const envp[], const int *descriptors, int count) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    // None of the descriptors handed over is below `count`: see memory_file and pipe.
    for (int place = 0; !error && place < count; place++)
        error = posix_spawn_file_actions_adddup2(&actions, descriptors[place], place);
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(&actions, count);
    if (!error) error = posix_spawn_file_actions_addchdir_np(&actions, "/");
    sigset_t none, all;
    sigemptyset(&none);
    // Not sigfillset, which leaves out the two that glibc itself uses: they would be ignored.
    memset(&all, 0xFF, sizeof all);
    if (!error) error = posix_spawnattr_setsigmask(&attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!error) error = posix_spawnattr_setpgroup(&attributes, 0);
    if (!error)
        error = posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    if (!error) error = posix_spawn(pid, argv[0], &actions, &attributes, argv, envp);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

// Above the few that a child gets, so that giving it one never overwrites another.
static int raised(int descriptor) {
    if (descriptor < 0 || descriptor > 9) return descriptor;
    int higher = fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
    close(descriptor);
    return higher;
}

int cspawn_memory_file(const void *bytes, size_t count) {
    int descriptor = raised(memfd_create("input", MFD_CLOEXEC));
    if (descriptor < 0) return -1;
    const char *next = bytes;
    while (count > 0) {
        ssize_t written = write(descriptor, next, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            close(descriptor);
            return -1;
        }
        next += written;
        count -= (size_t)written;
    }
    if (lseek(descriptor, 0, SEEK_SET) < 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

int cspawn_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) < 0) return -1;
    ends[0] = raised(ends[0]);
    ends[1] = raised(ends[1]);
    if (ends[0] >= 0 && ends[1] >= 0) return 0;
    if (ends[0] >= 0) close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
    return -1;
}

int cspawn_process_descriptor(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }
