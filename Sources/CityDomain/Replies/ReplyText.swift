import CityKit

/// What a person wrote in an answer by mail: without the letter that it answers, and without a signature. Where nothing
/// would be left, everything stays: who writes between the quoted lines loses nothing, for those are kept one by one.
struct ReplyText {
    let words: String

    init(cutting text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        let end = lines.indices.first { Self.endsWords(lines, at: $0) } ?? lines.endIndex
        let own = lines[..<end].filter { !$0.trimmingSpaces().hasPrefix(">") }
        let cut = Self.joined(own)
        words = cut.isEmpty ? Self.joined(lines) : cut
    }

    /// Lines without those at both ends that are empty, and no more than one empty line after another.
    private static func joined(_ lines: [String]) -> String {
        var kept: [String] = []
        for line in lines.map({ $0.trimmingSpaces() }) where !(line.isEmpty && kept.last?.isEmpty != false) {
            kept.append(line)
        }
        while kept.last?.isEmpty == true { kept.removeLast() }
        return kept.joined(separator: "\n")
    }

    /// Whether from this line on there is only what others wrote, or a signature.
    private static func endsWords(_ lines: [String], at index: Int) -> Bool {
        let line = lines[index].trimmingSpaces()
        if lines[index] == "-- " || line == "--" || line == "—" { return true }
        if isDivider(line) || isAttribution(line) { return true }
        // Long ones are broken: “On 3 May 2026 at 12:00 Town Hall <…>” and “wrote:” on the next line.
        let next = index + 1 < lines.count ? lines[index + 1].trimmingSpaces() : ""
        if !line.isEmpty, !next.isEmpty, opensAttribution(line), isAttribution("\(line) \(next)") { return true }
        return isHeader(line) && isHeader(next)
    }

    private static let dividers = [
        "original message", "oryginalna wiadomość", "wiadomość oryginalna", "wiadomość przekazana dalej",
        "оригінальне повідомлення", "вихідне повідомлення", "переслане повідомлення", "пересланное сообщение",
        "исходное сообщение", "forwarded message",
    ]

    /// `-----Original Message-----`, or a line of underscores as Outlook draws it.
    private static func isDivider(_ line: String) -> Bool {
        if line.count >= 10, line.allSatisfy({ $0 == "_" }) { return true }
        guard line.hasPrefix("--") || line.hasPrefix("Sent from my") || line.hasPrefix("Wysłano z") else {
            return ["Надіслано з ", "Отправлено с ", "Get Outlook for ", "Pobierz aplikację Outlook"].contains {
                line.hasPrefix($0)
            }
        }
        let inner = line.lowercased()
        return !line.hasPrefix("--") || dividers.contains { inner.contains($0) }
    }

    private static let verbs =
        ["wrote:", "napisał(a):", "napisał:", "napisała:", "pisze:", "пише:", "пишет:", "написав:"]
        + ["написала:", "написав(-ла):", "wrote :", "użytkownik napisał:", "написал:"]

    /// “On 3 May 2026, Town Hall wrote:” in the languages of those who answer.
    private static func isAttribution(_ line: String) -> Bool {
        guard line.count < 300, line.contains(where: \.isNumber) || line.contains("@") else { return false }
        let text = line.lowercased()
        return verbs.contains { text.hasSuffix($0) }
    }

    private static func opensAttribution(_ line: String) -> Bool {
        [
            "On ", "W dniu ", "Dnia ", "Wiadomość", "pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz.", "пн", "вт",
            "ср",
        ]
        .contains { line.hasPrefix($0) }
            || ["чт", "пт", "сб", "нд", "вс", "Дня ", "Le ", "Am "].contains { line.hasPrefix($0) }
            || line.first?.isNumber == true
    }

    private static let headers = [
        "from:", "sent:", "to:", "subject:", "date:", "cc:", "od:", "wysłano:", "do:", "temat:", "data:", "dw:",
        "nadawca:",
        "від:", "надіслано:", "кому:", "тема:", "дата:", "отправлено:", "от:", "копія:", "відправлено:",
    ]

    /// A line of the head of a mail, as mail programs put it above what they quote.
    private static func isHeader(_ line: String) -> Bool {
        let text = line.replacing("*", with: "").lowercased()
        return headers.contains { text.hasPrefix($0) }
    }
}
