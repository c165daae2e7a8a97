/// JSON of messages, whose length is known before it is written. Written by hand, since an encoder would take half as
/// long as the encryption does.
enum NotificationJSON {
    case text(String)
    case number(Int)
    case members([Member])

    struct Member {
        let name: String
        let value: NotificationJSON
    }

    static func object(_ members: [(String, NotificationJSON)]) -> NotificationJSON {
        .members(members.map { Member(name: $0.0, value: $0.1) })
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_024)
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): Self.write(text, to: &bytes)
        case .number(let number): bytes += "\(number)".utf8
        case .members(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<32: bytes += "\\u00".utf8 + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// The bytes of a text between its quotation marks.
    private static func length(_ text: some StringProtocol) -> Int {
        text.utf8.reduce(0) { length, byte in
            length + (byte < 32 ? 6 : byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? 2 : 1)
        }
    }
}

extension NotificationJSON {
    /// A title is one line of a small screen; a longer one must not take the place of all else.
    private static let longestTitle = 400

    /// A message of at most `limit` bytes: what is too long loses its end, at the border of a character and with an
    /// ellipsis.
    ///
    /// - Parameter compose: the whole message from its title and body.
    /// - Returns: nil when even one without a body is too long.
    static func fitted(
        title: String,
        body: String,
        limit: Int,
        compose: (_ title: String, _ body: String) -> NotificationJSON
    ) -> [UInt8]? {
        let title = shortened(title, to: longestTitle)
        let whole = compose(title, body).bytes
        guard whole.count > limit else { return whole }
        let room = limit - (whole.count - length(body))
        guard room >= 0 else { return nil }
        return compose(title, shortened(body, to: room)).bytes
    }

    /// - Parameter room: bytes of JSON.
    private static func shortened(_ text: String, to room: Int) -> String {
        guard length(text) > room else { return text }
        var left = room - ellipsis.utf8.count
        guard left > 0 else { return "" }
        let kept = text.prefix { character in
            left -= length(String(character))
            return left >= 0
        }
        let end = kept.lastIndex { !$0.isWhitespace }.map { kept.index(after: $0) } ?? kept.startIndex
        return kept[..<end] + ellipsis
    }

    private static let ellipsis = "…"
}
