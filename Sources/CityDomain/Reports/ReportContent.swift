public import CityKit

/// What the reporter wrote. Sealed under the report's case key until the office approves it.
public struct ReportContent: Sendable, Hashable, Codable {
    public let description: String
    public let place: Place
    /// What the category asked besides, in the order of its fields.
    public let answers: [FieldAnswer]

    public init(description: String, place: Place, answers: [FieldAnswer] = []) {
        self.description = description
        self.place = place
        self.answers = answers
    }

    func with(place: Place) -> Self { Self(description: description, place: place, answers: answers) }
    func with(description: String) -> Self { Self(description: description, place: place, answers: answers) }
}

/// Where it is: an address in words, a point, or both.
public struct Place: Sendable, Hashable, Codable {
    public let address: String?
    public let point: Coordinate?
    /// How the crew finds the spot: "from the yard side, third lamp".
    public let hint: String?

    public init(address: String?, point: Coordinate?, hint: String?) {
        self.address = address
        self.point = point
        self.hint = hint
    }
}

/// How the office reaches the reporter. Sealed under a person key, never public.
public struct Contact: Sendable, Hashable, Codable {
    public let name: PersonName?
    public let email: EmailAddress?
    public let phone: PhoneNumber?
    /// Nil for somebody who reports in the own name.
    public private(set) var acting: ActingFor?

    public init(name: PersonName?, email: EmailAddress?, phone: PhoneNumber?, acting: ActingFor? = nil) {
        self.name = name
        self.email = email
        self.phone = phone
        self.acting = acting
    }

    public var isEmpty: Bool { name == nil && email == nil && phone == nil && acting == nil }

    /// The same contact data of a report that is made for another person.
    func acting(_ acting: ActingFor?) -> Self {
        var contact = self
        contact.acting = acting
        return contact
    }
}

/// What was said with a line of the history.
public struct Answer: Sendable, Hashable, Codable {
    /// The words themselves: why the office decided so, what it asks, what the reporter answered.
    public let justification: String
    /// Another way to what the reporter wants.
    public let solution: String?
    /// The mail address to which the office asks to answer.
    public let replyTo: String?
    /// What the line replaced: the reporter's words before an amendment, the public text before it was taken down.
    public let replaced: String?

    public init(justification: String, solution: String? = nil, replyTo: String? = nil, replaced: String? = nil) {
        self.justification = justification
        self.solution = solution
        self.replyTo = replyTo
        self.replaced = replaced
    }
}

/// The text everybody may read once the office approved it.
public struct PublicText: Sendable, Hashable {
    public let title: String
    public let description: String
    public let address: String?
    public let point: Coordinate?

    public init(title: String, description: String, address: String?, point: Coordinate?) {
        self.title = title
        self.description = description
        self.address = address
        self.point = point
    }

    /// A title made of the first sentence of `description`, at most 90 characters, cut at a word.
    public static func title(of description: String) -> String {
        let sentence = firstSentence(of: firstLine(of: description)).trimmingSpaces()
        guard sentence.utf8.count > 90, sentence.count > 90 else { return sentence }
        let cut = sentence.prefix(89)
        let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return words.trimmingSpaces() + "…"
    }

    /// The first that is not empty.
    private static func firstLine(of text: String) -> String {
        // Most have one line, and letters are told apart faster than characters.
        guard text.unicodeScalars.contains(where: \.endsLine) else { return text.trimmingSpaces() }
        var rest = text[...]
        while !rest.isEmpty {
            let line = rest.prefix { !$0.isNewline }
            let words = line.trimmingSpaces()
            if !words.isEmpty { return words }
            rest = rest[line.endIndex...].dropFirst()
        }
        return ""
    }

    /// Up to the sign that ends it. A full stop after at most three letters or digits is taken for an abbreviation, as
    /// in "ul." and "nr 5 m. 3".
    private static func firstSentence(of line: String) -> Substring {
        var start = line.startIndex
        while let sign = line[start...].firstIndex(where: { $0 == "." || $0 == "!" || $0 == "?" }) {
            let rest = line[line.index(after: sign)...]
            let word = line[..<sign].reversed().prefix { $0.isLetter || $0.isNumber }.count
            let isAbbreviation = line[sign] == "." && (1...3).contains(word)
            let ends = rest.isEmpty || rest.first?.isWhitespace == true && !isAbbreviation
            if ends, line[..<sign].contains(where: \.isLetter) { return line[..<sign] }
            start = rest.startIndex
        }
        return line[...]
    }
}

extension Unicode.Scalar {
    /// Alone or as a part of a character, as in CR LF.
    fileprivate var endsLine: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
