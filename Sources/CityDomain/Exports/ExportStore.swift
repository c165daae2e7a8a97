public import CityKit

/// Where reports are read for an export, in the order of their numbers.
public protocol ExportStore: Sendable {
    /// The next reports; fewer than the limit are the last ones.
    func reports(_ query: ExportQuery, in town: ID<Municipality>) async throws -> [StoredReport]

    /// The years of the first and of the last report that everybody may see; nil when there is none.
    func years(in town: ID<Municipality>) async throws -> ClosedRange<Int>?
}

/// Which reports come next.
public struct ExportQuery: Sendable, Equatable {
    public enum Scope: Sendable, Equatable {
        /// What stands in the public list, without these categories.
        case listed(except: Set<ID<Category>>)
        /// All of them.
        case everything
    }

    public let scope: Scope
    /// Of this year's numbers only.
    public let year: Int?
    /// The last one that was read; nil at the beginning.
    public var after: ReportNumber?
    public let limit: Int

    public init(scope: Scope, year: Int? = nil, after: ReportNumber? = nil, limit: Int) {
        self.scope = scope
        self.year = year
        self.after = after
        self.limit = limit
    }
}

/// A report with its words as they are stored.
public struct StoredReport: Sendable, Equatable {
    public let report: Report
    /// Nil for one that is not public.
    public let publication: Publication?
    /// What the reporter wrote; nil where only public reports were asked for.
    public let content: Sealed<ReportContent>?
    /// Nil once the words were erased.
    public let caseKey: WrappedKey?

    public struct Publication: Sendable, Equatable {
        public let text: PublicText
        public let at: Instant

        public init(text: PublicText, at: Instant) {
            self.text = text
            self.at = at
        }
    }

    public init(
        report: Report,
        publication: Publication?,
        content: Sealed<ReportContent>?,
        caseKey: WrappedKey?
    ) {
        self.report = report
        self.publication = publication
        self.content = content
        self.caseKey = caseKey
    }
}
