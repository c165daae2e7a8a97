#include "CPixelReader.h"

#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

int read_pixels(const void *jpeg, size_t length, struct pixels *pixels) {
    VipsImage *image = NULL;
    if (VIPS_INIT("tests") || vips_jpegload_buffer((void *)jpeg, length, &image, NULL)) return -1;
    size_t size = 0;
    void *octets = vips_image_write_to_memory(image, &size);
    pixels->width = vips_image_get_width(image);
    pixels->height = vips_image_get_height(image);
    pixels->bands = vips_image_get_bands(image);
    g_object_unref(image);
    if (octets == NULL) return -1;
    pixels->octets = malloc(size);
    if (pixels->octets != NULL) memcpy(pixels->octets, octets, size);
    g_free(octets);
    return pixels->octets == NULL ? -1 : 0;
}
