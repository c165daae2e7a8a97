public import CityKit

/// Draws texts as QR codes (ISO/IEC 18004).
public protocol QRCode: Sendable {
    /// An `<svg>` element to stand in a page: dark on white with a quiet zone, whatever the colours of the page.
    ///
    /// - Parameter title: what screen readers say in its place.
    /// - Throws: `QRCodeError.notEncodable` when the text is empty or over some 2,300 octets of UTF-8.
    func svg(of text: String, title: String) throws -> HTML

    /// The code as rows of modules, `true` for dark, without the quiet zone: as many rows as there are modules in each.
    ///
    /// - Throws: the same.
    func modules(of text: String) throws -> [[Bool]]
}

public enum QRCodeError: Error, Hashable {
    case notEncodable
}
