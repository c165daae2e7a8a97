import CityKit

/// What a person wrote in an answer by mail: without the letter that it answers, and without a signature. Quoted lines go one by
/// one, so that whoever writes between or below them loses nothing; where nothing would be left, everything stays.
struct ReplyText {
    let words: String

    init(cutting text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        var own: [String] = []
        var index = lines.startIndex
        while index < lines.endIndex {
            if let next = Self.endOfAttribution(lines, at: index) {
                // Where the letter is not marked line by line, all that follows is of it.
                guard lines[next...].first(where: { !$0.trimmingSpaces().isEmpty }).map(Self.isQuoted) ?? false else {
                    break
                }
                index = next
                continue
            }
            if Self.endsWords(lines, at: index) { break }
            if !Self.isQuoted(lines[index]) { own.append(lines[index]) }
            index += 1
        }
        let cut = Self.joined(own)
        words = cut.isEmpty ? Self.joined(lines) : cut
    }

    private static func isQuoted(_ line: String) -> Bool { line.trimmingSpaces().hasPrefix(">") }

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
        return isDivider(line) || isHeader(line) && isHeader(following(lines, index))
    }

    /// The line after “On 3 May 2026, Town Hall wrote:”; nil where none of that begins.
    private static func endOfAttribution(_ lines: [String], at index: Int) -> Int? {
        let line = lines[index].trimmingSpaces()
        if isAttribution(line) { return index + 1 }
        // Long ones are broken: “On 3 May 2026 at 12:00 Town Hall <…>” and “wrote:” on the next line.
        let next = following(lines, index)
        guard !line.isEmpty, !next.isEmpty, opensAttribution(line), isAttribution("\(line) \(next)") else { return nil }
        return index + 2
    }

    private static func following(_ lines: [String], _ index: Int) -> String {
        index + 1 < lines.count ? lines[index + 1].trimmingSpaces() : ""
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

    private static let openings =
        ["On ", "W dniu ", "Dnia ", "Wiadomość", "pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."]
        + ["пн", "вт", "ср", "чт", "пт", "сб", "нд", "вс", "Дня ", "Le ", "Am "]

    private static func opensAttribution(_ line: String) -> Bool {
        openings.contains { line.hasPrefix($0) } || line.first?.isNumber == true
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
