import CGMimeShim
public import CityDomain
import CityKit

/// Takes mails apart by GMime. Nothing in them is unpacked or opened besides: an archive stays the octets that it is.
public struct GMimeReader: MailReader {
    /// Parts of a mail, and files among them, that are looked at.
    static let mostParts = 200
    static let mostFiles = 40
    /// Multiparts within each other cost a parser most; no mail program makes so many.
    static let mostBoundaries = 100
    /// Octets of text.
    static let longestText = 1_000_000

    public init() {}

    public func read(_ bytes: [UInt8]) -> ReceivedMail? {
        guard Self.boundaries(in: bytes) <= Self.mostBoundaries else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress, let document = mail_open(start, buffer.count) else { return nil }
            defer { mail_close(document) }
            return Self.mail(document)
        }
    }

    private static func mail(_ document: OpaquePointer) -> ReceivedMail? {
        let header = { (name: String) in text(mail_header(document, name)) }
        guard header("From") != nil || header("Return-Path") != nil else { return nil }
        var parts = Parts()
        var part = mail_part()
        var count = 0
        while mail_next(document, &part) != 0 {
            count += 1
            guard count <= mostParts else { return nil }
            parts.add(part)
        }
        let recipients = ["Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"].compactMap(header)
        return ReceivedMail(
            id: header("Message-ID").map { String($0.trimmingSpaces().prefix(1_000)) },
            recipients: recipients.flatMap(addresses),
            sender: text(mail_sender(document)) ?? "",
            subject: String((text(mail_subject(document)) ?? "").prefix(500)),
            kind: kind(header, parts.isReport),
            text: parts.plain.isEmpty ? PlainHTML.text(of: parts.html) : parts.plain,
            files: parts.files
        )
    }

    /// Takes a text of GMime over.
    private static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String? {
        guard let pointer else { return nil }
        defer { mail_free(pointer) }
        return String(cString: pointer)
    }

    /// What a program wrote answers nothing (RFC 3834, RFC 3464).
    private static func kind(_ header: (String) -> String?, _ isReport: Bool) -> ReceivedMail.Kind {
        let submitted = header("Auto-Submitted")?.lowercased().trimmingSpaces()
        let precedence = header("Precedence")?.lowercased().trimmingSpaces() ?? ""
        let isAutomatic =
            isReport || (submitted != nil && submitted?.hasPrefix("no") == false)
            || ["bulk", "junk", "list", "auto_reply"].contains(precedence)
            || header("Return-Path")?.trimmingSpaces() == "<>" || header("List-Id") != nil
            || header("X-Autoreply") != nil || header("X-Autorespond") != nil
        return isAutomatic ? .program : .person
    }

    /// What looks like addresses in headers; only those that fit the pattern are used.
    private static func addresses(in header: String) -> [String] {
        // A line ends with one sign or two, which are one character together: neither can be listed here.
        header.split { $0.isWhitespace || ",;<>\"()".contains($0) }
            .filter { $0.contains("@") }.prefix(200).map(String.init)
    }

    private static func boundaries(in bytes: [UInt8]) -> Int {
        let mark = Array("multipart/".utf8)
        var (count, at) = (0, bytes.startIndex)
        while let found = bytes[at...].firstIndex(where: { $0 | 32 == UInt8(ascii: "m") }), count <= mostBoundaries {
            let piece = bytes[found...].prefix(mark.count)
            if piece.count == mark.count, zip(piece, mark).allSatisfy({ $0 | 32 == $1 | 32 }) { count += 1 }
            at = found + 1
        }
        return count
    }

    /// What is to be read, and what was sent along.
    private struct Parts {
        var plain = ""
        var html = ""
        var files: [ReceivedMail.File] = []
        var isReport = false

        mutating func add(_ part: mail_part) {
            let type = String(cString: part.type).lowercased()
            let subtype = String(cString: part.subtype).lowercased()
            let bytes = UnsafeBufferPointer(start: part.bytes, count: part.bytes == nil ? 0 : part.size)
            if type == "message", subtype.contains("delivery-status") || subtype.contains("disposition") {
                isReport = true
            } else if type == "text", part.is_file == 0, subtype == "plain" || subtype == "html" {
                let text = String(decoding: bytes.prefix(longestText), as: UTF8.self).replacing("\0", with: "")
                if subtype == "plain" { plain += plain.isEmpty ? text : "\n\(text)" } else { html += text }
            } else if type != "multipart", files.count < mostFiles, !(type == "text" && part.is_file == 0) {
                let name = part.name.map { String(cString: $0) } ?? ""
                let last = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
                let plain = String(last.unicodeScalars.filter { !Self.hides($0) }.map(Character.init))
                let shown = plain.isEmpty ? "\(type)/\(subtype)" : String(plain.prefix(80))
                files.append(ReceivedMail.File(name: shown, bytes: Array(bytes)))
            }
        }

        /// Whether a letter of a name is none, or turns the others round.
        private static func hides(_ letter: Unicode.Scalar) -> Bool {
            let kind = letter.properties.generalCategory
            return kind == .control || kind == .format || kind == .lineSeparator || kind == .paragraphSeparator
        }
    }
}

/// What a person reads of HTML. Nothing of it is shown as HTML, so that what is left over can do no harm.
enum PlainHTML {
    private static let breaks: Set<String> = [
        "br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "table", "ul",
    ]
    private static let silent: Set<String> = ["script", "style", "head", "title"]
    private static let signs = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "oacute": "ó", "Oacute": "Ó",
    ]

    static func text(of html: String) -> String {
        var text = ""
        var rest = html[...]
        var quotes = 0
        var until: String?
        func say(_ words: Substring) {
            guard until == nil else { return }
            text += String(decoded(words).map { $0.isNewline ? " " : $0 })
        }
        while let open = rest.firstIndex(of: "<") {
            say(rest[..<open])
            guard let close = rest[open...].firstIndex(of: ">") else {
                rest = rest[rest.endIndex...]
                break
            }
            let inner = rest[rest.index(after: open)..<close].lowercased()
            let name = String(inner.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
            if let silenced = until {
                if inner.hasPrefix("/"), name == silenced { until = nil }
            } else if silent.contains(name), !inner.hasPrefix("/") {
                until = name
            } else if breaks.contains(name) {
                if name == "blockquote" { quotes = max(0, quotes + (inner.hasPrefix("/") ? -1 : 1)) }
                text += quotes > 0 ? "\n> " : "\n"
            }
            rest = rest[rest.index(after: close)...]
        }
        say(rest)
        return text
    }

    private static func decoded(_ words: Substring) -> String {
        var text = ""
        var rest = words
        while let mark = rest.firstIndex(of: "&") {
            text += rest[..<mark]
            let tail = rest[rest.index(after: mark)...].prefix(12)
            if let end = tail.firstIndex(of: ";"), let sign = sign(tail[..<end]) {
                text += sign
                rest = rest[rest.index(after: end)...]
            } else {
                text += "&"
                rest = rest[rest.index(after: mark)...]
            }
        }
        return text + rest
    }

    private static func sign(_ name: Substring) -> String? {
        guard name.hasPrefix("#") else { return signs[String(name)] }
        let digits = name.dropFirst()
        let code = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
}
