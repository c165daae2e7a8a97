import CityKit

extension Page {
    /// Where the page begins; nil for the first one.
    ///
    /// - Parameter read: nil for a text that no page of this list hands out.
    /// - Throws: `PageFailure.unknownPlace`.
    static func place<Cursor>(_ text: String?, _ read: (String) -> Cursor?) throws -> Cursor? {
        guard let text else { return nil }
        guard !text.utf8.contains(0), let cursor = read(text) else { throw PageFailure.unknownPlace }
        return cursor
    }
}
