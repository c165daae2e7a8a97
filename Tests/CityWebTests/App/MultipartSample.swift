import CityTestSupport
import Foundation

@testable import CityWeb

/// Bodies of forms with files, good ones and spoiled ones, and what reading them comes to.
enum MultipartSample {
    static let type = "multipart/form-data; boundary=b"

    struct Part: Equatable, Sendable {
        let name: String
        let file: String?
        var content: [UInt8]

        init(_ name: String, _ content: String, file: String? = nil) {
            self.init(name: name, file: file, content: Array(content.utf8))
        }

        init(name: String, file: String?, content: [UInt8]) {
            self.name = name
            self.file = file
            self.content = content
        }
    }

    struct Outcome: Equatable {
        var parts: [Part] = []
        var failure: MultipartFailure?
    }

    /// How many bodies a search by chance tries.
    static var rounds: Int { ProcessInfo.processInfo.environment["RATUSZ_FUZZ"].flatMap(Int.init) ?? 2_000 }

    static let bodies: [[UInt8]] = [
        "--b\r\n\(field("a"))1\r\n--b\r\n\(file("f", "x.jpg"))\u{FFD8}\r\n--\r\n--a\r\n\r\n--b\r\n\(field("b"))\r\n--b--",
        "start\r\n--b  \r\n\(field("a"))\r\n-\r\n--\r\n--c\r\n--b--end",
        "--b\r\n\(file("f", ""))\r\n--b\r\n\(field("c"))--b--\r\n\r\n--b--",
        "--b\r\n\(field("a"))1\r\n--b\r\nContent-Type: x\r\n\r\n2\r\n--b--",
        "--b\r\n\(field("a"))1\r\n--b \t--\r\n",
    ].map { Array($0.utf8) }

    private static func field(_ name: String) -> String { "Content-Disposition: form-data; name=\"\(name)\"\r\n\r\n" }

    private static func file(_ name: String, _ file: String) -> String {
        "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(file)\"\r\nContent-Type: a/b\r\n\r\n"
    }

    /// - Parameter pieces: octets of each piece; nil gives the body in one.
    static func parts(of body: [UInt8], pieces: Int? = nil) throws -> [Part] {
        let size = max(pieces ?? body.count, 1)
        return try parts(
            ofPieces: stride(from: 0, to: body.count, by: size).map { Array(body[$0..<min($0 + size, body.count)]) }
        )
    }

    static func parts(ofPieces pieces: [[UInt8]]) throws -> [Part] {
        var parser = try MultipartParser(contentType: type)
        var parts: [Part] = []
        for event in try pieces.flatMap({ try parser.read($0) }) {
            switch event {
            case .part(let head): parts.append(Part(name: head.name, file: head.fileName, content: []))
            case .content(let octets): parts[parts.count - 1].content += octets
            case .partEnd: break
            }
        }
        try parser.finish()
        return parts
    }

    static func outcome(of body: [UInt8]) -> Outcome { outcome(ofPieces: [body]) }

    static func outcome(ofPieces pieces: [[UInt8]]) -> Outcome {
        do {
            return Outcome(parts: try parts(ofPieces: pieces))
        } catch {
            return Outcome(failure: error as? MultipartFailure)
        }
    }

    /// A good body with a few mistakes in it.
    static func spoiled(with dice: inout Dice) -> [UInt8] {
        let tokens = ["\r\n", "\r", "\n", "--b", "--b--", "\r\n--b\r\n", "\r\n--b--", ":", "\"", ";", "\0", "-", "="]
        var body = bodies.randomElement(using: &dice) ?? []
        for _ in 0..<Int.random(in: 0...4, using: &dice) {
            let place = Int.random(in: 0...body.count, using: &dice)
            let end = min(body.count, place + Int.random(in: 0...12, using: &dice))
            switch Int.random(in: 0...3, using: &dice) {
            case 0: body.removeSubrange(place..<end)
            case 1: body.insert(contentsOf: body[place..<end], at: place)
            case 2: body.insert(contentsOf: (tokens.randomElement(using: &dice) ?? "").utf8, at: place)
            default: if place < body.count { body[place] = UInt8.random(in: 0...255, using: &dice) }
            }
        }
        return body
    }

    static func pieces(of body: [UInt8], with dice: inout Dice) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0
        while start < body.count {
            let end = min(body.count, start + Int.random(in: 1...9, using: &dice))
            pieces.append(Array(body[start..<end]))
            start = end
        }
        return pieces
    }
}
