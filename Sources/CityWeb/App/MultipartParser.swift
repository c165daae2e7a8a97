import CityKit

/// Reads a `multipart/form-data` body in pieces of any size and keeps little of it: the headers of one part, and as much
/// of the content as could still be the beginning of a boundary. How the body is cut changes nothing.
///
/// Source: RFC 2046 (5.1) for the frame, RFC 7578 for the parts.
struct MultipartParser {
    enum Event: Equatable {
        case part(MultipartHead)
        /// The next octets of the part's content; never empty.
        case content([UInt8])
        case partEnd
    }

    /// Octets of the headers of one part.
    static let longestHeaders = 4_096
    static let mostParts = 100

    private enum State { case preamble, boundaryLine, headers, content, epilogue }

    /// CR LF, two hyphens, the boundary.
    private let delimiter: [UInt8]
    // The first boundary may stand at the very beginning; a line end before it makes it like the others.
    private var waiting: [UInt8] = [13, 10]
    private var state = State.preamble
    private var parts = 0
    /// How many octets of the line end between headers and content are still to come.
    private var lineEnd = 0

    /// - Parameter contentType: the header of the request.
    /// - Throws: `RequestFailure.wrongContentType`, `MultipartFailure.boundaryMalformed`.
    init(contentType: String?) throws {
        guard let header = contentType.flatMap(HeaderValue.init), header.value == "multipart/form-data" else {
            throw RequestFailure.wrongContentType(expected: "multipart/form-data")
        }
        guard let boundary = header.parameters["boundary"], Self.isBoundary(boundary) else {
            throw MultipartFailure.boundaryMalformed
        }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    private static func isBoundary(_ text: String) -> Bool {
        let marks = "'()+_,-./:=? ".utf8
        return (1...70).contains(text.utf8.count) && text.last != " "
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || marks.contains($0)
            }
    }

    /// What the next octets of the body complete.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(MultipartFailure) -> [Event] {
        guard state != .epilogue else { return [] }
        waiting += bytes
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// To be called when the body has ended.
    func finish() throws(MultipartFailure) {
        guard state == .epilogue else { throw .cut }
    }

    /// Takes one thing from what is waiting.
    /// - Returns: whether there may be another one.
    private mutating func step(_ events: inout [Event]) throws(MultipartFailure) -> Bool {
        switch state {
        case .preamble: return skipToBoundary { _ in }
        case .boundaryLine: return try boundaryLine()
        case .headers: return try headers(&events)
        case .content: return content(&events)
        case .epilogue:
            waiting = []
            return false
        }
    }

    /// Gives away what stands before the next boundary, or as much as surely does.
    private mutating func skipToBoundary(_ take: (ArraySlice<UInt8>) -> Void) -> Bool {
        let (end, isWhole) = waiting.firstBeginning(of: delimiter)
        take(waiting[..<end])
        waiting.removeFirst(isWhole ? end + delimiter.count : end)
        if isWhole { state = .boundaryLine }
        return isWhole
    }

    /// After a boundary: two hyphens end the body; else spaces and a line end.
    private mutating func boundaryLine() throws(MultipartFailure) -> Bool {
        if waiting.starts(with: [45, 45]) {
            state = .epilogue
            return true
        }
        let padding = waiting.prefix { $0 == 32 || $0 == 9 }.count
        guard padding <= Self.longestHeaders else { throw .malformed(.boundaryLine) }
        let rest = waiting.dropFirst(padding)
        if rest.starts(with: [13, 10]) {
            parts += 1
            guard parts <= Self.mostParts else { throw .tooManyParts(limit: Self.mostParts) }
            // The line end stays: headers begin with it, so that none at all look like all others.
            waiting.removeFirst(padding)
            state = .headers
            return true
        }
        let isOpen = rest.isEmpty || rest.elementsEqual([13]) || padding == 0 && rest.elementsEqual([45])
        guard isOpen else { throw .malformed(.boundaryLine) }
        return false
    }

    private mutating func headers(_ events: inout [Event]) throws(MultipartFailure) -> Bool {
        let (end, isWhole) = waiting.firstBeginning(of: [13, 10, 13, 10])
        guard end <= Self.longestHeaders else { throw .headersTooLong(limit: Self.longestHeaders) }
        guard isWhole else { return false }
        events.append(.part(try MultipartHead(try lines(waiting[..<end]))))
        // The second line end may belong to a boundary already: a part can have no content at all.
        waiting.removeFirst(end + 2)
        lineEnd = 2
        state = .content
        return true
    }

    private mutating func content(_ events: inout [Event]) -> Bool {
        var content: ArraySlice<UInt8> = []
        let found = skipToBoundary { content = $0 }
        let skipped = min(lineEnd, content.count)
        lineEnd -= skipped
        if content.count > skipped { events.append(.content(Array(content.dropFirst(skipped)))) }
        if found { events.append(.partEnd) }
        return found
    }

    private func lines(_ block: ArraySlice<UInt8>) throws(MultipartFailure) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = block
        while rest.starts(with: [13, 10]) {
            rest = rest.dropFirst(2)
            let (end, _) = rest.firstBeginning(of: [13, 10])
            let line = rest[..<end]
            guard !line.contains(13), !line.contains(10) else { throw .malformed(.headerLine) }
            lines.append(line)
            rest = rest[end...]
        }
        return lines
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// Where `pattern` stands first, or where the end of the octets could be its beginning; else the end.
    func firstBeginning(of pattern: [UInt8]) -> (index: Int, isWhole: Bool) {
        var start = startIndex
        while let candidate = self[start...].firstIndex(of: pattern[0]) {
            let there = self[candidate...].prefix(pattern.count)
            if there.elementsEqual(pattern.prefix(there.count)) { return (candidate, there.count == pattern.count) }
            start = candidate + 1
        }
        return (endIndex, false)
    }
}
