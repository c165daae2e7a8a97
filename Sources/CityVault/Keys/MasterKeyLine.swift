import CSodium

/// One line of a master key file.
enum MasterKeyLine {
    /// The lines that hold a key, with their numbers from 1.
    static func all(in text: [UInt8]) -> [(number: Int, line: ArraySlice<UInt8>)] {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { index, line in
            let line = trimmed(line)
            return line.isEmpty || line.first == UInt8(ascii: "#") ? nil : (index + 1, line)
        }
    }

    static func parse(_ line: ArraySlice<UInt8>, number: Int) throws(MasterKeyError) -> (UInt8, KeyBytes) {
        let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        let version = parts.count == 2 ? UInt8(String(decoding: parts[0], as: UTF8.self)) : 1
        guard let version, version > 0, let code = parts.last else { throw .malformedKey(line: number) }
        let key = try KeyBytes(in: .guarded) { key throws(MasterKeyError) in
            guard decode(Array(code), into: key), sodium_is_zero(key, KeyBytes.count) == 0 else {
                throw .malformedKey(line: number)
            }
        }
        return (version, key)
    }

    /// Whether `code` was 32 bytes in hexadecimal or base64, either alphabet, with or without padding.
    private static func decode(_ code: [UInt8], into key: UnsafeMutablePointer<UInt8>) -> Bool {
        code.withUnsafeBufferPointer { code in
            code.withMemoryRebound(to: CChar.self) { code in
                guard let start = code.baseAddress else { return false }
                let bases = [
                    sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                    sodium_base64_VARIANT_URLSAFE, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
                ]
                return isHex(start, code.count, into: key)
                    || bases.contains { isBase64(start, code.count, variant: $0, into: key) }
            }
        }
    }

    private static func isHex(_ code: UnsafePointer<CChar>, _ count: Int, into key: UnsafeMutablePointer<UInt8>)
        -> Bool
    {
        var length = 0
        let status = sodium_hex2bin(key, KeyBytes.count, code, count, nil, &length, nil)
        return count == 2 * KeyBytes.count && status == 0 && length == KeyBytes.count
    }

    private static func isBase64(
        _ code: UnsafePointer<CChar>,
        _ count: Int,
        variant: Int32,
        into key: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        var length = 0
        let status = sodium_base642bin(key, KeyBytes.count, code, count, nil, &length, nil, variant)
        return status == 0 && length == KeyBytes.count
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        guard let first = line.firstIndex(where: { !isSpace($0) }), let last = line.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return line[first...last]
    }
}
