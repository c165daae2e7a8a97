/// Writes CSV as RFC 4180 has it: fields in quotes where they need them, lines ended by CR and LF.
public struct DelimitedWriter: Sendable {
    private let separator: String

    public init(separator: Character = ",") { self.separator = String(separator) }

    /// One row with the end of its line.
    public func row(_ fields: [String]) -> String { fields.map(field).joined(separator: separator) + "\r\n" }

    /// The text so that no spreadsheet takes it for a formula: with an apostrophe before a sign that begins one (OWASP, CSV
    /// Injection).
    public static func withoutFormula(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, formulaSigns.contains(first) else { return text }
        return "'\(text)"
    }

    /// Also as wide letters, which some spreadsheets read the same way.
    private static let formulaSigns: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]

    private func field(_ text: String) -> String {
        let isPlain = !text.contains(separator) && !text.contains { $0 == "\"" || $0.isNewline }
        return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
