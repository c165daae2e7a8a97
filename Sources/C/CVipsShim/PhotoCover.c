#include "CVipsShim.h"

#include <string.h>
#include <vips/vips.h>

// Blocks on the long side of an area. So few that no face and no sign of a plate has two blocks of its own.
enum { MOST_BLOCKS = 4, MOST_BANDS = 4 };

// The rows of a picture in memory, one octet for each band of a pixel.
struct rows {
    VipsPel *first;
    size_t line;
    int bands;
};

static VipsPel *pixel(const struct rows *rows, int x, int y) {
    return rows->first + (size_t)y * rows->line + (size_t)x * rows->bands;
}

// How the area is cut: `columns` times `lines` blocks, as even as whole pixels allow.
struct grid {
    const struct photo_area *area;
    int columns;
    int lines;
    double tone[MOST_BLOCKS][MOST_BLOCKS][MOST_BANDS];
};

static int blocks(int edge, int block) {
    int count = (edge + block / 2) / block;
    return count < 1 ? 1 : count > MOST_BLOCKS ? MOST_BLOCKS : count;
}

// One of eight tones for each band: what is left of the average tells next to nothing about what a block held.
static double coarse(double average) { return ((int)average & 0xE0) + 16; }

static void take_tones(struct grid *grid, const struct rows *rows) {
    const struct photo_area *area = grid->area;
    for (int line = 0; line < grid->lines; line++)
        for (int column = 0; column < grid->columns; column++) {
            int left = area->width * column / grid->columns, right = area->width * (column + 1) / grid->columns;
            int top = area->height * line / grid->lines, bottom = area->height * (line + 1) / grid->lines;
            double sums[MOST_BANDS] = {0};
            for (int y = top; y < bottom; y++)
                for (int x = left; x < right; x++)
                    for (int band = 0; band < rows->bands; band++)
                        sums[band] += pixel(rows, area->left + x, area->top + y)[band];
            double count = (double)(right - left) * (bottom - top);
            for (int band = 0; band < rows->bands; band++)
                grid->tone[line][column][band] = coarse(count > 0 ? sums[band] / count : 0);
        }
}

// Where a pixel lies between the middles of two blocks: the first of them, and how far it is to the second one.
static int between(int place, int edge, int count, double *part) {
    double at = (place + 0.5) * count / edge - 0.5;
    if (at < 0) at = 0;
    if (at > count - 1) at = count - 1;
    int first = (int)at;
    if (first > count - 2) first = count > 1 ? count - 2 : 0;
    *part = at - first;
    return first;
}

// Blurred by as much as a block is wide, which makes a straight slope from middle to middle.
static void paint(const struct grid *grid, const struct rows *rows) {
    const struct photo_area *area = grid->area;
    for (int y = 0; y < area->height; y++) {
        double down;
        int line = between(y, area->height, grid->lines, &down), below = line + (grid->lines > 1);
        for (int x = 0; x < area->width; x++) {
            double along;
            int column = between(x, area->width, grid->columns, &along), next = column + (grid->columns > 1);
            for (int band = 0; band < rows->bands; band++) {
                double above = grid->tone[line][column][band] * (1 - along) + grid->tone[line][next][band] * along;
                double under = grid->tone[below][column][band] * (1 - along) + grid->tone[below][next][band] * along;
                pixel(rows, area->left + x, area->top + y)[band] = (VipsPel)(above * (1 - down) + under * down + 0.5);
            }
        }
    }
}

static void blacken(const struct rows *rows, const struct photo_area *area) {
    for (int y = 0; y < area->height; y++)
        memset(pixel(rows, area->left, area->top + y), 0, (size_t)area->width * rows->bands);
}

static void blur(const struct rows *rows, const struct photo_area *area, int smallest) {
    // Many small areas beside each other would make a finer mosaic than one large one.
    if (area->width < smallest || area->height < smallest) {
        blacken(rows, area);
        return;
    }
    struct grid grid = {.area = area};
    int longest = area->width > area->height ? area->width : area->height;
    int block = (longest + MOST_BLOCKS - 1) / MOST_BLOCKS;
    if (block < smallest) block = smallest;
    grid.columns = blocks(area->width, block);
    grid.lines = blocks(area->height, block);
    take_tones(&grid, rows);
    paint(&grid, rows);
}

void photo_picture_size(const struct photo_picture *picture, struct photo_size *size) {
    VipsImage *image = (VipsImage *)picture;
    size->width = vips_image_get_width(image);
    size->height = vips_image_get_height(image);
    size->pages = 1;
}

int photo_cover(struct photo_picture *picture, enum photo_cover cover, const struct photo_area *area) {
    VipsImage *image = (VipsImage *)picture;
    if (image->BandFmt != VIPS_FORMAT_UCHAR || image->Bands > MOST_BANDS || vips_image_inplace(image)) return -1;
    if (area->left < 0 || area->top < 0 || area->width < 1 || area->height < 1) return -1;
    if (area->width > image->Xsize - area->left || area->height > image->Ysize - area->top) return -1;
    struct rows rows = {VIPS_IMAGE_ADDR(image, 0, 0), VIPS_IMAGE_SIZEOF_LINE(image), image->Bands};
    int longest = image->Xsize > image->Ysize ? image->Xsize : image->Ysize;
    switch (cover) {
    case PHOTO_BOX: blacken(&rows, area); return 0;
    case PHOTO_BLUR: blur(&rows, area, longest / 40 + 1); return 0;
    }
    return -1;
}
