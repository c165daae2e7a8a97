#include "CVipsShim.h"

#include <vips/vips.h>

// The struct of the header is a VipsImage; nobody outside this file looks inside.
static VipsImage *image(const struct photo_picture *picture) { return (VipsImage *)picture; }

int photo_start(void) {
    if (VIPS_INIT("ratusz-photos")) return -1;
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadWebp", FALSE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    return 0;
}

// `shrink` is 1, 2, 4 or 8: JPEG alone can be decoded to a part of its size, in a fraction of the time.
static int open_image(const void *octets, size_t length, enum photo_loader loader, int shrink, VipsImage **out) {
    switch (loader) {
    case PHOTO_JPEG:
        return vips_jpegload_buffer((void *)octets, length, out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                    VIPS_FAIL_ON_ERROR, "shrink", shrink, NULL);
    case PHOTO_PNG:
        return vips_pngload_buffer((void *)octets, length, out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                   VIPS_FAIL_ON_ERROR, NULL);
    case PHOTO_WEBP:
        return vips_webpload_buffer((void *)octets, length, out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                    VIPS_FAIL_ON_ERROR, NULL);
    }
    return -1;
}

int photo_header(const void *octets, size_t length, enum photo_loader loader, struct photo_size *size) {
    VipsImage *in = NULL;
    if (open_image(octets, length, loader, 1, &in)) return -1;
    size->width = vips_image_get_width(in);
    size->height = vips_image_get_height(in);
    size->pages = vips_image_get_n_pages(in);
    g_object_unref(in);
    return 0;
}

// Into memory, opaque: what was see-through becomes white.
static int settle(VipsImage *in, VipsImage **out) {
    VipsImage *flat = NULL;
    if (vips_image_hasalpha(in)) {
        VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
        int failed = vips_flatten(in, &flat, "background", white, NULL);
        vips_area_unref(VIPS_AREA(white));
        if (failed) return -1;
    } else {
        flat = in;
        g_object_ref(flat);
    }
    *out = vips_image_copy_memory(flat);
    g_object_unref(flat);
    return *out == NULL ? -1 : 0;
}

int photo_decode(const void *octets, size_t length, enum photo_loader loader, int edge, struct photo_picture **picture) {
    VipsImage *in = NULL, *small = NULL, *out = NULL;
    struct photo_size size;
    if (photo_header(octets, length, loader, &size)) return -1;
    int longest = size.width > size.height ? size.width : size.height, shrink = 1;
    while (shrink < 8 && longest / (shrink * 2) >= edge) shrink *= 2;
    if (open_image(octets, length, loader, shrink, &in)) return -1;
    // Without a profile the colours are sRGB already, and translating them would cost twice the time of all the rest.
    const char *colours = vips_image_get_typeof(in, VIPS_META_ICC_NAME) || in->Type == VIPS_INTERPRETATION_CMYK ? "srgb" : NULL;
    int failed = vips_thumbnail_image(in, &small, edge, "height", edge, "size", VIPS_SIZE_DOWN, "export_profile", colours,
                                      NULL);
    g_object_unref(in);
    if (failed) return -1;
    failed = settle(small, &out);
    g_object_unref(small);
    *picture = (struct photo_picture *)out;
    return failed;
}

int photo_shrink(const struct photo_picture *picture, int edge, struct photo_picture **smaller) {
    VipsImage *small = NULL, *out = NULL;
    if (vips_thumbnail_image(image(picture), &small, edge, "height", edge, "size", VIPS_SIZE_DOWN, NULL)) return -1;
    int failed = settle(small, &out);
    g_object_unref(small);
    *smaller = (struct photo_picture *)out;
    return failed;
}

int photo_jpeg(const struct photo_picture *picture, int quality, void **octets, size_t *length) {
    return vips_jpegsave_buffer(image(picture), octets, length, "Q", quality, "strip", TRUE, "optimize_coding", TRUE, NULL);
}

void photo_free(void *octets) { g_free(octets); }
