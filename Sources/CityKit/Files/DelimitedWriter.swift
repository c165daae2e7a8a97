/// Writes CSV as RFC 4180 has it: fields in quotes where they need them, lines ended by CR and LF.
public struct DelimitedWriter: Sendable {
    private let separator: String

    public init(separator: Character = ",") { self.separator = String(separator) }

    /// One row with the end of its line.
    public func row(_ fields: [String]) -> String { fields.map(field).joined(separator: separator) + "\r\n" }

    private func field(_ text: String) -> String {
        let isPlain = !text.contains(separator) && !text.contains { $0 == "\"" || $0.isNewline }
        return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
