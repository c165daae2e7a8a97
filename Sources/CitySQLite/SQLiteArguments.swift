import CityStorage
import Foundation

/// Memory for the texts and bytes that a statement is given, so that SQLite need not make room for each of them. One for a
/// connection: its statements run one after the other, and each lets go of its values before the next.
final class SQLiteArguments {
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    private var used = 0

    deinit { memory.deallocate() }

    /// Forgets what the statement before was given, and makes room for the values and the town of the scope. What `place`
    /// returned before is void.
    func begin(with values: [Value], in scope: Scope) {
        used = 0
        var needed = values.reduce(1) { $0 + $1.size }
        if case .town(let town) = scope { needed += town.utf8.count }
        guard needed > memory.count else { return }
        memory.deallocate()
        memory = .allocate(byteCount: 2 * needed, alignment: 1)
    }

    /// Where the text lies now.
    ///
    /// - Throws: `StorageError.invalidStatement` for a text with a zero byte, which SQLite would cut.
    func place(_ text: String) throws(StorageError) -> UnsafeRawBufferPointer {
        var text = text
        let placed = text.withUTF8 { place(UnsafeRawBufferPointer($0)) }
        if let start = placed.baseAddress, memchr(start, 0, placed.count) != nil {
            throw .invalidStatement("a text with a zero byte")
        }
        return placed
    }

    /// Where the bytes lie now.
    func place(_ bytes: [UInt8]) -> UnsafeRawBufferPointer { bytes.withUnsafeBytes(place) }

    private func place(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let place = UnsafeMutableRawBufferPointer(rebasing: memory[used..<(used + bytes.count)])
        place.copyMemory(from: bytes)
        used += bytes.count
        return UnsafeRawBufferPointer(place)
    }
}

extension Value {
    fileprivate var size: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .blob(let bytes): bytes.count
        case .null, .integer, .real, .bool: 0
        }
    }
}
