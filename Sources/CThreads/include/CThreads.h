// What threads need and Swift does not show: waiting by the monotonic clock, and the place where the runtime lets somebody else
// run the tasks that belong to no executor.
#ifndef CTHREADS_H
#define CTHREADS_H

#include <stdbool.h>
#include <stdint.h>

/// Signals that nobody has taken, and who waits for one. All zeros at the beginning; not to be moved.
typedef struct {
    uint32_t signals;
    uint32_t waiting;
} cthreads_semaphore;

void cthreads_signal(cthreads_semaphore *semaphore);

/// Waits for a signal, until `deadline` nanoseconds of CLOCK_MONOTONIC; INT64_MAX = for ever. Returns whether there was one.
bool cthreads_wait(cthreads_semaphore *semaphore, int64_t deadline);

/// From now on the runtime hands each piece of a task that belongs to no executor to `enqueue`, from any thread. To be called
/// once, before the first task. What sleeps (Task.sleep) is the runtime's as before.
void cthreads_take_over_tasks(void (*enqueue)(void *job));

/// Runs a piece of a task up to where it waits or ends, on the calling thread. Once for each.
void cthreads_run_task(void *job);

#endif
