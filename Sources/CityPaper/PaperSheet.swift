import CPango

/// A PDF that grows page by page: what can be drawn, and where the pen is. Points, from the upper left corner of an A4 page.
final class PaperSheet {
    static let (width, height) = (595.28, 841.89)
    static let margin = 56.0
    /// The lowest line of the text; the number of the page stands below it.
    static let bottom = height - 64.0

    enum Font: String {
        case title = "DejaVu Sans Bold 18"
        case heading = "DejaVu Sans Bold 12"
        case head = "DejaVu Sans Bold 8.5"
        case body = "DejaVu Sans 9.5"
        case small = "DejaVu Sans 8"
    }

    enum Side { case left, right }

    private let bytes = Bytes()
    private let surface: OpaquePointer
    private let pen: OpaquePointer
    private let fonts: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private(set) var page = 1

    /// What Cairo has written so far.
    private final class Bytes {
        var all: [UInt8] = []
    }

    /// - Throws: `PaperFault`.
    init(language: String) throws {
        let surface = cairo_pdf_surface_create_for_stream(
            { target, data, count in
                guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let bytes = Unmanaged<Bytes>.fromOpaque(target).takeUnretainedValue()
                bytes.all.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            },
            Unmanaged.passUnretained(bytes).toOpaque(),
            Self.width,
            Self.height
        )
        guard let surface, let pen = cairo_create(surface), let fonts = pango_cairo_font_map_new(),
            let context = pango_font_map_create_context(fonts)
        else { throw PaperFault(description: "no surface") }
        (self.surface, self.pen, self.fonts, self.context) = (surface, pen, fonts, context)
        pango_context_set_language(context, pango_language_from_string(language))
        try check()
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fonts)
        cairo_destroy(pen)
        cairo_surface_destroy(surface)
    }

    func describe(_ field: cairo_pdf_metadata_t, _ words: String) {
        cairo_pdf_surface_set_metadata(surface, field, words)
    }

    /// Does `work` as a part of the structure, such as `H1` or `Table`.
    func tagged<T>(_ tag: String, _ work: () throws -> T) rethrows -> T {
        cairo_tag_begin(pen, tag, nil)
        defer { cairo_tag_end(pen, tag) }
        return try work()
    }

    /// How high the words are in a column.
    func height(of words: String, _ font: Font, width: Double) -> Double {
        layout(words, font, width, .left) { layout in
            var (wide, high) = (0 as Int32, 0 as Int32)
            pango_layout_get_size(layout, &wide, &high)
            return Double(high) / Double(PANGO_SCALE)
        }
    }

    func write(_ words: String, _ font: Font, x: Double, y: Double, width: Double, _ side: Side = .left) {
        layout(words, font, width, side) { layout in
            cairo_set_source_rgb(pen, 0.09, 0.13, 0.11)
            cairo_move_to(pen, x, y)
            pango_cairo_show_layout(pen, layout)
        }
    }

    func bar(x: Double, y: Double, width: Double, height: Double) {
        cairo_set_source_rgb(pen, 0.80, 0.88, 0.84)
        cairo_rectangle(pen, x, y, width, height)
        cairo_fill(pen)
    }

    /// The side of a module of a QR code, 1.2 mm, and the free space around the code: four modules (ISO/IEC 18004, 6.3.8).
    static let module = 3.4
    static let quietZone = 4 * module

    /// Black squares, whatever the colours of the page.
    func modules(_ rows: [[Bool]], x: Double, y: Double) {
        cairo_set_source_rgb(pen, 0, 0, 0)
        for (row, modules) in rows.enumerated() {
            for column in modules.indices where modules[column] {
                let (left, top) = (x + Double(column) * Self.module, y + Double(row) * Self.module)
                cairo_rectangle(pen, left, top, Self.module, Self.module)
            }
        }
        cairo_fill(pen)
    }

    func rule(x: Double, y: Double, width: Double) {
        cairo_set_source_rgb(pen, 0.7, 0.7, 0.67)
        cairo_set_line_width(pen, 0.5)
        cairo_move_to(pen, x, y)
        cairo_line_to(pen, x + width, y)
        cairo_stroke(pen)
    }

    func nextPage() {
        cairo_show_page(pen)
        page += 1
    }

    /// Ends the document.
    ///
    /// - Throws: `PaperFault`.
    func finished() throws -> [UInt8] {
        try check()
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
        return bytes.all
    }

    private func check() throws { try check(cairo_status(pen)) }

    private func check(_ status: cairo_status_t) throws {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw PaperFault(description: cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown")
    }

    private func layout<T>(
        _ words: String,
        _ font: Font,
        _ width: Double,
        _ side: Side,
        _ work: (OpaquePointer?) -> T
    ) -> T {
        let layout = pango_layout_new(context)
        let description = pango_font_description_from_string(font.rawValue)
        defer {
            pango_font_description_free(description)
            g_object_unref(layout.map { UnsafeMutableRawPointer($0) })
        }
        pango_layout_set_font_description(layout, description)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_alignment(layout, side == .left ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT)
        pango_layout_set_text(layout, words, -1)
        return work(layout)
    }
}
