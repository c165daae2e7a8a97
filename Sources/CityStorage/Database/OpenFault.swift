/// Why a database could not be opened, in words for the person who runs the program.
public enum OpenFault: Error, Hashable, CustomStringConvertible {
    /// Another process serves this file.
    case inUse(file: String, process: Int32?)
    /// What was asked for is wrong or does not work.
    case unusable(String)

    public var description: String {
        switch self {
        case .inUse(let file, let process):
            let holder = process.map { "process \($0)" } ?? "another process"
            return "\(holder) already works on \(file); stop it first, or use PostgreSQL to run several"
        case .unusable(let words): return words
        }
    }
}
