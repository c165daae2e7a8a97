// close_range
#define _GNU_SOURCE

#include "CVipsShim.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

// Soft and hard, so that nothing in this process can lift it again.
static int limit(int resource, rlim_t most) {
    struct rlimit both = {most, most};
    return setrlimit(resource, &both);
}

int photo_confine(size_t memory, unsigned seconds) {
    // Whatever the server had open when it started this process.
    if (close_range(3, ~0U, 0)) return -1;
    // No core file: it would hold the photo as it was sent.
    if (limit(RLIMIT_CORE, 0) || limit(RLIMIT_FSIZE, 0) || limit(RLIMIT_CPU, seconds) || limit(RLIMIT_AS, memory)) return -1;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

// The descriptors that are open stay usable; no file and no connection can be opened any more.
int photo_close_files(void) { return limit(RLIMIT_NOFILE, 0); }
