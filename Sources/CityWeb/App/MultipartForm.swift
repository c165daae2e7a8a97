import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import NIOCore

/// A form with files, read while it arrives. Nothing of a file is kept here.
struct MultipartForm: Sendable {
    /// Octets of all fields together.
    static let longestFields = 64 * 1_024

    /// Octets of a form: every file as large as it may be, one more to say that it is one too many, and the frame.
    static func largest(files: Int, of octets: Int) -> Int { (files + 1) * octets + longestFields }

    private let parts: MultipartParts

    /// - Parameter limit: octets of the whole body, frame included.
    /// - Throws: `RequestFailure.wrongContentType`, `MultipartFailure.boundaryMalformed`.
    init(_ request: Request, limit: Int) throws {
        let parser = try MultipartParser(contentType: request.headers[.contentType])
        parts = MultipartParts(request.body, parser: parser, limit: limit)
    }

    /// Reads the whole body: gives each file to `take` when it comes, and returns the fields.
    ///
    /// - Parameter take: gets the fields that came before, too; may leave the content, or a part of it, unread. A file
    ///   that the person did not choose never gets here.
    /// - Throws: `MultipartFailure`, `RequestFailure`, what `take` throws.
    func fields(files take: (_ name: MultipartHead, FileChunks, _ before: FormData) async throws -> Void) async throws
        -> FormData
    {
        var form = FormData()
        var left = Self.longestFields
        while let head = try await parts.nextPart() {
            if head.isFile {
                guard let file = try await file(head) else { continue }
                try await take(head, file, form)
            } else {
                let octets = try await field(limit: left)
                left -= octets.count
                try form.add(head.name, octets: octets)
            }
        }
        return form
    }

    private func field(limit: Int) async throws -> [UInt8] {
        var octets: [UInt8] = []
        while let chunk = try await parts.nextChunk() {
            guard octets.count + chunk.count <= limit else {
                throw MultipartFailure.fieldsTooLong(limit: Self.longestFields)
            }
            octets += chunk
        }
        return octets
    }

    /// Nil for the part that browsers send where no file was chosen.
    private func file(_ head: MultipartHead) async throws -> FileChunks? {
        let isEmpty = try await parts.isAtEnd()
        if isEmpty, head.fileName == "" { return nil }
        return FileChunks { [parts] in try await parts.nextChunk() }
    }
}

/// The parts of a body, one piece after the other, to be asked for by one task at a time.
private actor MultipartParts {
    private var octets: RequestBody.AsyncIterator
    private var parser: MultipartParser
    private var events: ArraySlice<MultipartParser.Event> = []
    private let limit: Int
    private var left: Int
    private var isInPart = false

    init(_ body: RequestBody, parser: MultipartParser, limit: Int) {
        octets = body.makeAsyncIterator()
        self.parser = parser
        self.limit = limit
        left = limit
    }

    /// Skips what is left of the part before. Nil after the last one.
    func nextPart() async throws -> MultipartHead? {
        while try await nextChunk() != nil {}
        guard case .part(let head)? = try await nextEvent() else { return nil }
        isInPart = true
        return head
    }

    /// Whether the part has no more content.
    func isAtEnd() async throws -> Bool {
        guard let chunk = try await nextChunk() else { return true }
        events = [.content(chunk)] + events
        return false
    }

    /// Nil at the end of the part.
    func nextChunk() async throws -> [UInt8]? {
        guard isInPart else { return nil }
        if case .content(let chunk)? = try await nextEvent() { return chunk }
        isInPart = false
        return nil
    }

    private func nextEvent() async throws -> MultipartParser.Event? {
        while true {
            if let event = events.popFirst() { return event }
            var iterator = octets
            guard let buffer = try await iterator.next(isolation: self) else {
                try parser.finish()
                return nil
            }
            octets = iterator
            let bytes = buffer.readableBytesView
            events = try parser.read(bytes.prefix(left))[...]
            guard bytes.count <= left else { throw RequestFailure.tooLarge(limit: limit) }
            left -= bytes.count
        }
    }
}
