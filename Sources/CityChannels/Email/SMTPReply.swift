/// What a mail server said to one command (RFC 5321 §4.2).
struct SMTPReply: Hashable {
    /// 200 to 599.
    let code: Int
    /// The enhanced status code (RFC 3463), such as 5.1.1.
    let status: EnhancedStatus?
    /// The words of the first line.
    let text: String

    struct EnhancedStatus: Hashable, CustomStringConvertible {
        let type: Int
        let subject: Int
        let detail: Int

        var description: String { "\(type).\(subject).\(detail)" }

        init(_ type: Int, _ subject: Int, _ detail: Int) {
            self.type = type
            self.subject = subject
            self.detail = detail
        }

        /// Nil unless `text` is three numbers with dots and the first is 2, 4 or 5.
        init?(_ text: some StringProtocol) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 3, let type = parts[0], let subject = parts[1], let detail = parts[2],
                [2, 4, 5].contains(type), (0...999).contains(subject), (0...999).contains(detail)
            else { return nil }
            self.init(type, subject, detail)
        }
    }

    init(code: Int, status: EnhancedStatus? = nil, text: String = "") {
        self.code = code
        self.status = status
        self.text = text
    }

    /// One line of a reply, `550 5.1.1 …` or `550-5.1.1 …`. Nil when it is none.
    init?(line: String) {
        let digits = line.prefix(3)
        guard digits.utf8.count == 3, let code = Int(digits), (200...599).contains(code) else { return nil }
        let rest = line.dropFirst(3)
        guard rest.isEmpty || rest.first == " " || rest.first == "-" else { return nil }
        let words = rest.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
        let status = words.first.flatMap { EnhancedStatus($0) }
        let text = status == nil ? words.joined(separator: " ") : words.dropFirst().joined()
        self.init(code: code, status: status, text: text.filter { !$0.isNewline })
    }

    var isPositive: Bool { code < 400 }
    var isTemporary: Bool { (400..<500).contains(code) }
}
