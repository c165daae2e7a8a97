#pragma once
#include <stddef.h>

struct pixels {
    int width;
    int height;
    int bands;
    // Row after row, one octet for each band; to be freed by `free`.
    unsigned char *octets;
};

// Decodes a JPEG for a test that looks at its pixels. Returns 0 when it went well.
int read_pixels(const void *jpeg, size_t length, struct pixels *pixels);
