/// One numbered step of the schema, written once in the common SQL: macros of `Dialect`, statements ended by `;`.
/// A statement for one engine alone stands behind the comment `-- only: sqlite` or `-- only: postgresql`.
public struct Migration: Sendable {
    /// From 1 on, without gaps.
    public let number: Int
    public let name: String
    let text: String

    /// `bytes` is the file `m<number>_<name>.sql`.
    public init(_ number: Int, _ name: String, _ bytes: [UInt8]) {
        self.init(number, name, String(decoding: bytes, as: UTF8.self))
    }

    public init(_ number: Int, _ name: String, _ text: String) {
        self.number = number
        self.name = name
        self.text = text
    }

    /// Tells whether the file was edited after it was applied (FNV-1a, 64 bits; no protection against intent).
    var checksum: String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return String(hash, radix: 16)
    }

    /// The statements for one engine, in order.
    func statements(for dialect: Dialect) -> [SchemaStatement] {
        SchemaStatement.split(text).filter { $0.dialect == nil || $0.dialect == dialect }
    }
}
