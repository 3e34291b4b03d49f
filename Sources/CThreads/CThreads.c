#define _GNU_SOURCE
#include "CThreads.h"

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void cthreads_signal(cthreads_semaphore *semaphore) {
    __atomic_fetch_add(&semaphore->signals, 1, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&semaphore->waiting, __ATOMIC_SEQ_CST) > 0) {
        syscall(SYS_futex, &semaphore->signals, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    }
}

static bool take(cthreads_semaphore *semaphore) {
    uint32_t present = __atomic_load_n(&semaphore->signals, __ATOMIC_SEQ_CST);
    while (present > 0) {
        if (__atomic_compare_exchange_n(
                &semaphore->signals, &present, present - 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
            return true;
        }
    }
    return false;
}

bool cthreads_wait(cthreads_semaphore *semaphore, int64_t deadline) {
    bool taken = false;
    __atomic_fetch_add(&semaphore->waiting, 1, __ATOMIC_SEQ_CST);
    while (!(taken = take(semaphore))) {
        struct timespec left;
        if (deadline != INT64_MAX) {
            clock_gettime(CLOCK_MONOTONIC, &left);
            int64_t nanoseconds = deadline - ((int64_t)left.tv_sec * 1000000000 + left.tv_nsec);
            if (nanoseconds <= 0) break;
            left.tv_sec = nanoseconds / 1000000000;
            left.tv_nsec = nanoseconds % 1000000000;
        }
        // A time that has to pass, by the monotonic clock: no end by a clock that may be set, or be another one for this process.
        syscall(SYS_futex, &semaphore->signals, FUTEX_WAIT_PRIVATE, 0, deadline != INT64_MAX ? &left : NULL, NULL, 0);
    }
    __atomic_fetch_sub(&semaphore->waiting, 1, __ATOMIC_SEQ_CST);
    return taken;
}

// The runtime's own convention for calls, and two of its symbols (swift/Runtime/Concurrency.h of Swift 5.5 to 6.3).
#define SWIFT __attribute__((swiftcall))

typedef SWIFT void (*enqueue_original)(void *job);
extern SWIFT void (*swift_task_enqueueGlobal_hook)(void *job, enqueue_original original);
// The executor is two words; both 0 are that of no actor.
extern SWIFT void swift_job_run(void *job, void *identity, void *implementation);

static void (*enqueue)(void *job);

static SWIFT void enqueue_global(void *job, enqueue_original original) {
    (void)original;
    enqueue(job);
}

void cthreads_take_over_tasks(void (*taker)(void *job)) {
    enqueue = taker;
    swift_task_enqueueGlobal_hook = enqueue_global;
}

void cthreads_run_task(void *job) {
    swift_job_run(job, 0, 0);
}
