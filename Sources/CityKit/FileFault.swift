/// What is wrong at one place of a file that a person wrote, and how to mend it. In English: it is read where files are
/// edited, on the command line.
public struct FileFault: Hashable, Sendable, CustomStringConvertible {
    /// The file as the caller named it, such as `Calendars/pl.json5`.
    public let file: String
    /// The place in it, such as `holidays[3].from` or `line 3, column 8`; empty for the file as a whole.
    public let path: String
    /// What is wrong there, without a full stop.
    public let problem: String

    public init(file: String, path: String = "", problem: String) {
        self.file = file
        self.path = path
        self.problem = problem
    }

    public var description: String {
        path.isEmpty ? "\(file): \(problem)" : "\(file): \(path): \(problem)"
    }
}

/// All faults that were found in one go, one to a line when printed.
public struct FileFaults: Error, Hashable, Sendable, CustomStringConvertible {
    public let all: [FileFault]

    public init(_ all: [FileFault]) { self.all = all }

    public var description: String { all.map(\.description).joined(separator: "\n") }
}
