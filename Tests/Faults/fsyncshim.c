// A disk that is slow or that fails, for one process: preloaded, it stands between the program and
// fsync, fdatasync and syncfs.
//
//     FSYNC_DELAY_MS=4 LD_PRELOAD=fsyncshim.so program
//
// FSYNC_DELAY_MS   every call takes this much longer.
// FSYNC_TRIGGER    a path; failures begin once a file appears there and end when it is gone.
// FSYNC_FAIL       "every" (the default) or n: only the n-th call of each process after the file appeared fails.
// FSYNC_LOG        a path; each failed call adds a line, so that a test knows the fault has really happened.
//
// A call that fails reports EIO without having synced, as a dying disk does.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef int sync_call(int file);

static struct {
    sync_call *fsync, *fdatasync, *syncfs;
    long delay_ms;
    const char *trigger, *log;
    long nth; // 0: every call
} shim;

static atomic_long calls_since_trigger;

// A copy: programs that set their title write over the environment they were started with.
static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? strdup(value) : NULL;
}

__attribute__((constructor)) static void set_up(void) {
    const char *delay = getenv("FSYNC_DELAY_MS");
    const char *fail = getenv("FSYNC_FAIL");
    shim.fsync = (sync_call *)dlsym(RTLD_NEXT, "fsync");
    shim.fdatasync = (sync_call *)dlsym(RTLD_NEXT, "fdatasync");
    shim.syncfs = (sync_call *)dlsym(RTLD_NEXT, "syncfs");
    shim.delay_ms = delay ? atol(delay) : 0;
    shim.trigger = setting("FSYNC_TRIGGER");
    shim.log = setting("FSYNC_LOG");
    shim.nth = fail && strcmp(fail, "every") != 0 ? atol(fail) : 0;
}

static void wait_a_little(void) {
    if (shim.delay_ms <= 0) return;
    struct timespec left = {shim.delay_ms / 1000, shim.delay_ms % 1000 * 1000000};
    while (nanosleep(&left, &left) == -1 && errno == EINTR) {}
}

static void note(const char *name) {
    if (!shim.log) return;
    int file = open(shim.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file == -1) return;
    char line[32];
    size_t length = strlen(name);
    memcpy(line, name, length);
    line[length] = '\n';
    ssize_t written = write(file, line, length + 1);
    (void)written;
    close(file);
}

static bool must_fail(void) {
    if (!shim.trigger) return false;
    if (access(shim.trigger, F_OK) != 0) {
        atomic_store(&calls_since_trigger, 0);
        return false;
    }
    long call = atomic_fetch_add(&calls_since_trigger, 1) + 1;
    return shim.nth == 0 || call == shim.nth;
}

static int sync_or_fail(sync_call *really, const char *name, int file) {
    wait_a_little();
    if (must_fail()) {
        note(name);
        errno = EIO;
        return -1;
    }
    return really(file);
}

int fsync(int file) { return sync_or_fail(shim.fsync, "fsync", file); }

int syncfs(int file) { return sync_or_fail(shim.syncfs, "syncfs", file); }

int fdatasync(int file) { return sync_or_fail(shim.fdatasync, "fdatasync", file); }
