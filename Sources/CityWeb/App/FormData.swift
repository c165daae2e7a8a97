import CityKit
public import NIOCore

/// The fields of a form or a query: `application/x-www-form-urlencoded`, UTF-8.
///
/// Source: https://url.spec.whatwg.org/#application/x-www-form-urlencoded
public struct FormData: Sendable, Equatable {
    private var fields: [String: [String]] = [:]

    public init() {}

    /// Fields with one value each.
    init(_ fields: [String: String]) { self.fields = fields.mapValues { [$0] } }

    /// - Throws: `RequestFailure.notUTF8`, `RequestFailure.tooManyFields`, `RequestFailure.zeroCharacter`.
    public init(_ body: ByteBuffer, fields most: Int = FormData.mostFields) throws(RequestFailure) {
        try self.init(bytes: body.readableBytesView, most)
    }

    /// - Throws: `RequestFailure.notUTF8`, `RequestFailure.tooManyFields`, `RequestFailure.zeroCharacter`.
    public init(query: some StringProtocol) throws(RequestFailure) { try self.init(bytes: query.utf8, Self.mostFields) }

    private init(bytes: some Collection<UInt8>, _ most: Int) throws(RequestFailure) {
        let pairs = bytes.split(separator: UInt8(ascii: "&"), maxSplits: most)
        guard pairs.count <= most else { throw .tooManyFields }
        for pair in pairs {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(halves[0])
            let value = halves.count > 1 ? try Self.decoded(halves[1]) : ""
            guard !value.utf8.contains(0) else { throw .zeroCharacter(field: name) }
            fields[name, default: []].append(value)
        }
    }

    /// Adds a field whose octets came as they are, as in `multipart/form-data`.
    ///
    /// - Throws: `RequestFailure.notUTF8`, `RequestFailure.tooManyFields`, `RequestFailure.zeroCharacter`.
    mutating func add(_ name: String, octets: [UInt8]) throws(RequestFailure) {
        guard fields.values.reduce(0, { $0 + $1.count }) < Self.mostFields else { throw .tooManyFields }
        guard !octets.contains(0) else { throw .zeroCharacter(field: name) }
        fields[name, default: []].append(try Self.text(octets))
    }

    /// The form with one value of a field in place of what was sent.
    func setting(_ name: String, to value: String) -> Self {
        var form = self
        form.fields[name] = [value]
        return form
    }

    /// The first value of a field; empty when it was not sent.
    public subscript(name: String) -> String { fields[name]?.first ?? "" }

    public func all(_ name: String) -> [String] { fields[name] ?? [] }

    public var names: Set<String> { Set(fields.keys) }

    static let mediaType = "application/x-www-form-urlencoded"

    /// Of a form that residents send.
    public static let mostFields = 200

    private static func decoded(_ bytes: some Collection<UInt8>) throws(RequestFailure) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexDigit), let low = rest.next().flatMap(hexDigit) else {
                    throw .notUTF8
                }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        return try text(plain)
    }

    private static func text(_ octets: [UInt8]) throws(RequestFailure) -> String {
        guard let text = String(validating: octets, as: UTF8.self) else { throw .notUTF8 }
        return text.replacing("\r\n", with: "\n")
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
