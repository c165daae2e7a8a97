import CityStorage

/// The values of one statement as libpq takes them: bytes as they are, all else as text, so that the server gives each
/// the type of its place. One buffer serves all statements of a connection.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    /// Where each value begins; nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    mutating func fill(_ values: [Value], in scope: Scope, for words: Statement) throws {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        if words.bindsTown, case .town(let town) = scope { try append(.text(town)) }
        for value in values { try append(value) }
    }

    func withPointers<T>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> T
    ) -> T {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
            return body(Int32(starts.count), pointers, lengths, formats)
        }
    }

    private mutating func append(_ value: Value) throws {
        switch value {
        case .null:
            starts.append(nil)
            lengths.append(0)
            formats.append(0)
        case .integer(let integer): append("\(integer)".utf8, format: 0)
        case .real(let real): append("\(real)".utf8, format: 0)
        case .bool(let bool): append((bool ? "t" : "f").utf8, format: 0)
        case .text(let text):
            // libpq would end the text there.
            guard !text.utf8.contains(0) else { throw StorageError.invalidStatement("a text with a zero byte") }
            append(text.utf8, format: 0)
        case .blob(let bytes): append(bytes, format: 1)
        }
    }

    private mutating func append(_ value: some Collection<UInt8>, format: Int32) {
        starts.append(bytes.count)
        bytes.append(contentsOf: value)
        lengths.append(Int32(clamping: value.count))
        formats.append(format)
        bytes.append(0)
    }
}
