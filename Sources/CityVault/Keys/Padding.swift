/// Fills plain text up to a multiple of 16 bytes, so that the length of a ciphertext tells little (ISO/IEC 7816-4: one
/// byte 0x80, then zeros).
enum Padding {
    static let block = 16

    static func add(to bytes: [UInt8]) -> [UInt8] {
        let length = (bytes.count / block + 1) * block
        return [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            buffer.update(repeating: 0)
            _ = buffer.update(fromContentsOf: bytes)
            buffer[bytes.count] = 0x80
            filled = length
        }
    }

    /// Nil when `bytes` were not padded.
    static func removed(from bytes: [UInt8]) -> [UInt8]? {
        guard let mark = bytes.lastIndex(where: { $0 != 0 }), bytes[mark] == 0x80 else { return nil }
        return Array(bytes[..<mark])
    }
}
