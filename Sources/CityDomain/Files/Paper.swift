public import CityKit

/// A document of words and tables as it is printed.
public struct Paper: Sendable, Equatable {
    public struct Table: Sendable, Equatable {
        public let title: String
        public let note: String?
        /// Of the names, and of the cells.
        public let columns: [String]
        public let rows: [Row]

        public init(title: String, note: String?, columns: [String], rows: [Row]) {
            self.title = title
            self.note = note
            self.columns = columns
            self.rows = rows
        }
    }

    public struct Row: Sendable, Equatable {
        public let name: String
        public let cells: [String]
        /// How long a bar behind the name is, 0 to 1; nil without one. The cells say the same.
        public let bar: Double?

        public init(name: String, cells: [String], bar: Double?) {
            self.name = name
            self.cells = cells
            self.bar = bar
        }
    }

    /// A heading with paragraphs below it.
    public struct Section: Sendable, Equatable {
        public let title: String
        public let paragraphs: [String]

        public init(title: String, paragraphs: [String]) { (self.title, self.paragraphs) = (title, paragraphs) }
    }

    /// A QR code with the same in letters beside it.
    public struct Code: Sendable, Equatable {
        /// Rows from the top, `true` for dark.
        public let modules: [[Bool]]
        /// Written large, for whoever has no reader.
        public let words: String

        public init(modules: [[Bool]], words: String) { (self.modules, self.words) = (modules, words) }
    }

    public let language: Language
    public let title: String
    /// Who gives it out.
    public let author: String
    /// Paragraphs below the title.
    public let lead: [String]
    /// Before the sections.
    public let code: Code?
    /// Before the tables.
    public let sections: [Section]
    public let tables: [Table]
    /// At the end, side by side: what has to be written by hand on the line above each.
    public let blanks: [String]

    public init(
        language: Language,
        title: String,
        author: String,
        lead: [String],
        code: Code? = nil,
        sections: [Section] = [],
        tables: [Table],
        blanks: [String] = []
    ) {
        self.language = language
        self.title = title
        self.author = author
        self.lead = lead
        self.code = code
        self.sections = sections
        self.tables = tables
        self.blanks = blanks
    }
}

/// Makes documents that can be printed and kept.
public protocol PaperPrinter: Sendable {
    /// - Returns: a PDF with the title, the structure of headings and tables, and letters of all languages of the program.
    func pdf(of paper: Paper, at now: Instant) async throws -> [UInt8]
}
