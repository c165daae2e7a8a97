import CPango
import CityDomain
import CityKit

/// Lays a paper out on sheets.
struct PaperDrawing {
    private let paper: Paper
    private let sheet: PaperSheet
    private var y = PaperSheet.margin

    private static let (left, right) = (PaperSheet.margin, PaperSheet.width - PaperSheet.margin)
    private static let wide = right - left
    /// Of a column of figures.
    private static let figure = 62.0
    private static let gap = 6.0

    static func pdf(of paper: Paper, at now: Instant) throws -> [UInt8] {
        var drawing = Self(paper: paper, sheet: try PaperSheet(language: paper.language.rawValue))
        drawing.describe(at: now)
        drawing.draw()
        return try drawing.sheet.finished()
    }

    private init(paper: Paper, sheet: PaperSheet) {
        self.paper = paper
        self.sheet = sheet
    }

    private func describe(at now: Instant) {
        sheet.describe(CAIRO_PDF_METADATA_TITLE, paper.title)
        sheet.describe(CAIRO_PDF_METADATA_AUTHOR, paper.author)
        sheet.describe(CAIRO_PDF_METADATA_CREATOR, "Ratusz")
        sheet.describe(CAIRO_PDF_METADATA_CREATE_DATE, now.rfc3339)
        sheet.describe(CAIRO_PDF_METADATA_MOD_DATE, now.rfc3339)
    }

    private mutating func draw() {
        cairoDocument {
            $0.paragraph("H1", $0.paper.title, .title, after: 6)
            for words in $0.paper.lead { $0.paragraph("P", words, .body, after: 4) }
            if let code = $0.paper.code { $0.draw(code) }
            for section in $0.paper.sections { $0.draw(section) }
            for table in $0.paper.tables { $0.draw(table) }
            $0.drawBlanks()
        }
        number()
    }

    private mutating func cairoDocument(_ work: (inout Self) -> Void) {
        sheet.tagged("Document") { work(&self) }
    }

    /// The number of the page, which is no part of the text.
    private func number() {
        sheet.write(
            "\(paper.title) · \(sheet.page)",
            .small,
            x: Self.left,
            y: PaperSheet.bottom + 16,
            width: Self.wide,
            .right
        )
    }

    /// Goes to a new page where so much does not fit any more.
    ///
    /// - Returns: whether it went.
    @discardableResult
    private mutating func make(room: Double) -> Bool {
        guard y + room > PaperSheet.bottom, y > PaperSheet.margin else { return false }
        number()
        sheet.nextPage()
        y = PaperSheet.margin
        return true
    }

    private mutating func paragraph(_ tag: String, _ words: String, _ font: PaperSheet.Font, after: Double) {
        let height = sheet.height(of: words, font, width: Self.wide)
        make(room: height)
        sheet.tagged(tag) { sheet.write(words, font, x: Self.left, y: y, width: Self.wide) }
        y += height + after
    }

    /// The code, which readers of the structure pass over, and what it says to the right of it.
    private mutating func draw(_ code: Paper.Code) {
        let quiet = PaperSheet.quietZone
        let side = Double(code.modules.count) * PaperSheet.module
        make(room: side + 2 * quiet)
        sheet.modules(code.modules, x: Self.left, y: y + quiet)
        let start = Self.left + side + quiet
        let width = Self.right - start
        let height = sheet.height(of: code.words, .title, width: width)
        sheet.tagged("P") {
            sheet.write(code.words, .title, x: start, y: y + quiet + max(0, (side - height) / 2), width: width)
        }
        y += max(side, height) + 2 * quiet
    }

    private mutating func drawBlanks() {
        guard !paper.blanks.isEmpty else { return }
        let width = (Self.wide - Double(paper.blanks.count - 1) * Self.between) / Double(paper.blanks.count)
        let heights = paper.blanks.map { sheet.height(of: $0, .small, width: width) }
        let height = Self.hand + (heights.max() ?? 0)
        make(room: height)
        for (index, words) in paper.blanks.enumerated() {
            let x = Self.left + Double(index) * (width + Self.between)
            sheet.rule(x: x, y: y + Self.hand, width: width)
            sheet.tagged("P") { sheet.write(words, .small, x: x, y: y + Self.hand + 3, width: width) }
        }
        y += height + 3
    }

    /// Room above a line to write on, and between two of them.
    private static let (hand, between) = (56.0, 40.0)

    private mutating func draw(_ section: Paper.Section) {
        heading(section.title)
        for words in section.paragraphs.flatMap(Self.parts) { paragraph("P", words, .body, after: 4) }
    }

    private mutating func heading(_ title: String) {
        y += 14
        // A heading is never the last line of a page.
        make(room: 90)
        paragraph("H2", title, .heading, after: 4)
    }

    /// A paragraph stands on one page: what somebody wrote may be longer.
    private static func parts(of words: String) -> [String] {
        var parts: [String] = []
        for line in words.split(whereSeparator: \.isNewline) {
            var part = ""
            for word in line.split(separator: " ") {
                if part.count + word.count > longest, !part.isEmpty {
                    parts.append(part)
                    part = ""
                }
                part += part.isEmpty ? String(word.prefix(longest)) : " \(word)"
            }
            parts.append(part)
        }
        return parts
    }

    /// Letters and signs that a page has room for in any case.
    private static let longest = 1_500

    private mutating func draw(_ table: Paper.Table) {
        heading(table.title)
        if let note = table.note { paragraph("P", note, .small, after: 4) }
        sheet.tagged("Table") {
            head(table)
            for row in table.rows { draw(row, of: table) }
        }
    }

    private func width(of table: Paper.Table) -> Double {
        Self.wide - Double(table.columns.count - 1) * Self.figure
    }

    private func column(_ index: Int, of table: Paper.Table) -> Double {
        Self.left + width(of: table) + Double(index) * Self.figure
    }

    private mutating func head(_ table: Paper.Table) {
        let first = width(of: table)
        let heights = table.columns.enumerated().map { index, words in
            sheet.height(of: words, .head, width: index == 0 ? first : Self.figure - Self.gap)
        }
        let height = heights.max() ?? 0
        sheet.tagged("TR") {
            for (index, words) in table.columns.enumerated() {
                let top = y + height - heights[index]
                sheet.tagged("TH") {
                    if index == 0 {
                        sheet.write(words, .head, x: Self.left, y: top, width: first)
                    } else {
                        let x = column(index - 1, of: table) + Self.gap
                        sheet.write(words, .head, x: x, y: top, width: Self.figure - Self.gap, .right)
                    }
                }
            }
        }
        y += height + 2
        sheet.rule(x: Self.left, y: y, width: Self.wide)
        y += 2
    }

    private mutating func draw(_ row: Paper.Row, of table: Paper.Table) {
        let first = width(of: table)
        let height = sheet.height(of: row.name, .body, width: first)
        if make(room: height + 4) { head(table) }
        if let bar = row.bar, bar > 0 {
            sheet.bar(x: Self.left, y: y + height + 0.5, width: max(0.5, bar * (first - Self.gap)), height: 2.5)
        }
        sheet.tagged("TR") {
            sheet.tagged("TH") { sheet.write(row.name, .body, x: Self.left, y: y, width: first) }
            for (index, words) in row.cells.enumerated() {
                let x = column(index, of: table) + Self.gap
                sheet.tagged("TD") {
                    sheet.write(words, .body, x: x, y: y, width: Self.figure - Self.gap, .right)
                }
            }
        }
        y += height + 5
    }
}
