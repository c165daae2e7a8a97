/// What is wrong at one place of a file that a person wrote, and how to mend it. In English: it is read where files are
/// edited, on the command line. What can be wrong by a form of the settings is there as a `text` as well.
public struct FileFault: Hashable, Sendable, CustomStringConvertible {
    /// The file as the caller named it, such as `Calendars/pl.json5`.
    public let file: String
    /// The place in it, such as `holidays[3].from` or `line 3, column 8`; empty for the file as a whole.
    public let path: String
    /// What is wrong there, without a full stop.
    public let problem: String
    /// The same for whoever changes settings on a page; nil where nobody but a writer of files can be wrong like this.
    public let text: Text?

    public init(file: String, path: String = "", problem: String, text: Text? = nil) {
        self.file = file
        self.path = path
        self.problem = problem
        self.text = text
    }

    /// The text says what the problem says.
    public static func == (a: FileFault, b: FileFault) -> Bool {
        (a.file, a.path, a.problem) == (b.file, b.path, b.problem)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(file)
        hasher.combine(path)
        hasher.combine(problem)
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
