/// A piece of HTML. What is put into the literal is escaped unless it is `HTML` itself, so that no text of a person can
/// become markup: `let line: HTML = "<b>\(name)</b>"`.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// Finished markup, UTF-8.
    public private(set) var markup: String

    /// Takes markup as it is. Only for files of the program itself, never for anything a person typed.
    public init(trusted markup: String) { self.markup = markup }

    public init(stringLiteral value: String) { markup = value }

    public init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

    /// Text as HTML shows it.
    public init(text: some StringProtocol) {
        var interpolation = Interpolation(literalCapacity: text.utf8.count, interpolationCount: 0)
        interpolation.appendEscaped(text)
        markup = interpolation.markup
    }

    public static let empty: HTML = ""

    public var isEmpty: Bool { markup.isEmpty }

    public static func + (a: HTML, b: HTML) -> HTML { HTML(trusted: a.markup + b.markup) }
    public static func += (a: inout HTML, b: HTML) { a.markup += b.markup }

    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { markup += literal }
        public mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        public mutating func appendInterpolation(_ text: String) { appendEscaped(text) }
        public mutating func appendInterpolation(_ text: some StringProtocol) { appendEscaped(text) }
        public mutating func appendInterpolation(_ number: some BinaryInteger) { markup += String(number) }

        /// Nothing at all where there is no value.
        public mutating func appendInterpolation(_ html: HTML?) { markup += html?.markup ?? "" }

        fileprivate mutating func appendEscaped(_ text: some StringProtocol) { appendEscaped(String(text)) }

        /// Whole pieces between the signs that have to be escaped: most texts have none.
        fileprivate mutating func appendEscaped(_ text: String) {
            var text = text
            text.withUTF8 { bytes in
                var start = 0
                for (place, byte) in bytes.enumerated() {
                    guard let entity = Self.entity(of: byte) else { continue }
                    append(bytes[start..<place])
                    markup += entity
                    start = place + 1
                }
                append(bytes[start...])
            }
        }

        private mutating func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
            guard !bytes.isEmpty else { return }
            markup += String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self)
        }

        private static func entity(of byte: UInt8) -> String? {
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "\""): "&quot;"
            case UInt8(ascii: "'"): "&#39;"
            default: nil
            }
        }
    }
}

extension Sequence<HTML> {
    /// The pieces one after the other.
    public func joined() -> HTML { HTML(trusted: map(\.markup).joined()) }
}

extension Sequence {
    /// One piece of HTML for every element, one after the other.
    public func html(_ piece: (Element) -> HTML) -> HTML { map(piece).joined() }
}
