#pragma once
#include <stddef.h>

// The functions of libvips take variable arguments, which Swift cannot call. All of these return 0 when it went well.

// Which loader reads the octets; there is no other one, whatever the octets look like.
enum photo_loader { PHOTO_JPEG = 0, PHOTO_PNG = 1, PHOTO_WEBP = 2 };

struct photo_size {
    int width;
    int height;
    // More than 1 for pictures that move.
    int pages;
};

// A picture in memory, sRGB, 8 bits, upright, without a word about where it comes from.
struct photo_picture;

// Once, before everything else. After it no loader but those of the three formats can run.
int photo_start(void);

// Reads the header alone; nothing is decoded.
int photo_header(const void *octets, size_t length, enum photo_loader loader, struct photo_size *size);

// Decodes, turns upright and shrinks to `edge` pixels on the long side, never enlarging.
int photo_decode(const void *octets, size_t length, enum photo_loader loader, int edge, struct photo_picture **picture);
int photo_shrink(const struct photo_picture *picture, int edge, struct photo_picture **smaller);

// How a part of a picture is covered: black, or blurred until nothing can be made out.
enum photo_cover { PHOTO_BOX = 0, PHOTO_BLUR = 1 };

// In pixels, inside of the picture.
struct photo_area {
    int left;
    int top;
    int width;
    int height;
};

void photo_picture_size(const struct photo_picture *picture, struct photo_size *size);

// Puts other pixels in the place of those of an area; nothing of them is left in the picture.
int photo_cover(struct photo_picture *picture, enum photo_cover cover, const struct photo_area *area);

// A JPEG without any metadata, to be freed by `photo_free`.
int photo_jpeg(const struct photo_picture *picture, int quality, void **octets, size_t *length);
void photo_free(void *octets);

// Takes from this process what decoding does not need. `memory` is octets of address space, `seconds` of the processor.
int photo_confine(size_t memory, unsigned seconds);
// Once everything is loaded.
int photo_close_files(void);
