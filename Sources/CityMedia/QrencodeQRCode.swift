import CQrencode
public import CityDomain
public import CityKit

/// QR codes by libqrencode: medium error correction (15 % of the code may be dirty), the smallest version that fits.
public struct QrencodeQRCode: QRCode {
    /// Modules of free space on each side (ISO/IEC 18004, 6.3.8).
    private static let quietZone = 4

    public init() {}

    public func svg(of text: String, title: String) throws -> HTML {
        let modules = try modules(of: text)
        let path = Self.path(width: modules.count) { row, column in modules[row][column] }
        let size = modules.count + 2 * Self.quietZone
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" viewBox="0 0 \(size) \(size)" \
            shape-rendering="crispEdges"><title>\(title)</title>\
            <rect width="\(size)" height="\(size)" fill="#fff"/><path fill="#000" d="\(path)"/></svg>
            """
    }

    public func modules(of text: String) throws -> [[Bool]] {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { throw QRCodeError.notEncodable }
        defer { QRcode_free(code) }
        guard let modules = code.pointee.data else { throw QRCodeError.notEncodable }
        let width = Int(code.pointee.width)
        return (0..<width).map { row in (0..<width).map { modules[row * width + $0] & 1 == 1 } }
    }

    /// One rectangle for each run of dark modules in a row.
    private static func path(width: Int, isDark: (_ row: Int, _ column: Int) -> Bool) -> String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, isDark(row, column) { column += 1 }
                let length = column - start
                if length > 0 { path += "M\(start + quietZone) \(row + quietZone)h\(length)v1h-\(length)z" }
                column += 1
            }
        }
        return path
    }
}
