import CityDomain

/// Header lines, folded. What a person typed cannot start a header of its own: line ends become spaces.
struct MIMEHeaders {
    private static let lineLength = 76

    private(set) var text = ""

    /// A value that is ASCII already.
    mutating func add(_ name: String, _ value: String) {
        write(name, Self.folded(Self.oneLine(value), after: name.utf8.count + 2))
    }

    /// Words in any alphabet.
    mutating func add(_ name: String, words: String) {
        let words = Self.oneLine(words)
        let start = name.utf8.count + 2
        write(name, Self.isPlain(words) ? Self.folded(words, after: start) : EncodedWords.encode(words, after: start))
    }

    /// `Name <address>`.
    mutating func add(_ name: String, _ mailbox: Mailbox) {
        let start = name.utf8.count + 2
        let address = "<\(mailbox.address.ascii)>"
        guard let words = mailbox.name.map(Self.oneLine), !words.isEmpty else {
            return write(name, mailbox.address.ascii)
        }
        let phrase = Self.phrase(words, after: start)
        let lastLine = phrase.split(separator: "\r\n").last?.utf8.count ?? 0
        let column = phrase.contains("\r\n") ? lastLine : start + lastLine
        let gap = column + 1 + address.utf8.count > Self.lineLength ? "\r\n " : " "
        write(name, phrase + gap + address)
    }

    private mutating func write(_ name: String, _ value: String) { text += "\(name): \(value)\r\n" }

    /// A display name (RFC 5322 §3.2.5): bare, quoted or as encoded words.
    private static func phrase(_ words: String, after start: Int) -> String {
        guard isPlain(words) else { return EncodedWords.encode(words, after: start) }
        let isBare = words.utf8.allSatisfy { byte in
            byte == 0x20 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        let escaped = words.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
        return folded(isBare ? words : "\"\(escaped)\"", after: start)
    }

    /// Printable ASCII that no reader takes for an encoded word, in words short enough to fold.
    private static func isPlain(_ words: String) -> Bool {
        words.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !words.contains("=?")
            && words.split(separator: " ").allSatisfy { $0.utf8.count <= 70 }
    }

    /// Line breaks put before spaces, so that no line is over 76 octets unless one word is.
    private static func folded(_ value: String, after start: Int) -> String {
        var lines = ""
        var column = start
        for (index, word) in value.split(separator: " ").enumerated() {
            let isFull = index > 0 && column + 1 + word.utf8.count > lineLength
            if isFull { lines += "\r\n" }
            if index > 0 { lines += " " }
            lines += word
            column = (isFull ? 0 : column) + word.utf8.count + (index > 0 ? 1 : 0)
        }
        return lines
    }

    private static func oneLine(_ value: String) -> String {
        let scalars = value.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}" ? " " : scalar
        }
        var line = String.UnicodeScalarView()
        line.append(contentsOf: scalars)
        return String(line).split(separator: " ").joined(separator: " ")
    }
}
