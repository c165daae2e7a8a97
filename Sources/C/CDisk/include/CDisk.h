#pragma once

// Linux offers this call to programs that ask for its extensions; Swift does not ask.
// Makes everything durable that was written to the file system of an open file; -1 and errno when that failed.
int disk_sync_all(int file);
