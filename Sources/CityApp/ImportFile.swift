import CityDomain
import CityKit
import Foundation

/// A file of rows on the disk.
struct ImportFile {
    /// The names of the columns.
    let columns: [String]
    /// The rows behind the line of names.
    let rows: DelimitedReader
    private let source: FileBytes

    /// - Throws: `Maintenance.Fault` in words for the person at the command line.
    init(_ path: String, _ format: ImportMapping.File?) throws {
        let source = try FileBytes(path)
        let start = try source.start()
        let encoding = TextEncoding(byteOrderMark: start) ?? format?.encoding ?? .utf8
        let separator = try Self.separator(format) ?? DelimitedReader.separator(of: start, encoding: encoding)
        var rows = DelimitedReader(separator: separator, encoding: encoding) { try source.next() }
        if let columns = format?.columns {
            self.columns = columns
        } else if let names = try rows.next() {
            columns = (0..<names.count).map(names.readable)
        } else {
            throw Maintenance.Fault(description: "\(path) is empty")
        }
        self.rows = rows
        self.source = source
    }

    /// How much of the file has been read, from 0 to 1.
    var share: Double { Double(source.position) / Double(max(1, source.size)) }

    private static func separator(_ format: ImportMapping.File?) throws -> UInt8? {
        guard let text = format?.separator else { return nil }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte != UInt8(ascii: "\"") else {
            throw Maintenance.Fault(description: "file.separator must be one ASCII character, such as “;” or “\\t”")
        }
        return byte
    }
}

/// The bytes of a file in chunks.
final class FileBytes {
    let size: Int
    private(set) var position = 0
    private let handle: FileHandle
    private let path: String

    private static let chunk = 1 << 18

    init(_ path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Maintenance.Fault(description: "\(path) cannot be read; is the path right and may you read it?")
        }
        self.path = path
        self.handle = handle
        size = Int(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
    }

    deinit { try? handle.close() }

    /// The first bytes; `next` gives them again.
    func start() throws -> [UInt8] {
        let start = try next() ?? []
        try handle.seek(toOffset: 0)
        position = 0
        return start
    }

    func next() throws -> [UInt8]? {
        do {
            guard let data = try handle.read(upToCount: Self.chunk), !data.isEmpty else { return nil }
            position += data.count
            return Array(data)
        } catch {
            throw Maintenance.Fault(description: "\(path) cannot be read any further: \(error.localizedDescription)")
        }
    }
}
