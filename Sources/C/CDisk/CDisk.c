#define _GNU_SOURCE
#include "CDisk.h"

#include <unistd.h>

int disk_sync_all(int file) { return syncfs(file); }
