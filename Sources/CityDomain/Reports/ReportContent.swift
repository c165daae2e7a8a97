public import CityKit

/// What the reporter wrote. Sealed under the report's case key until the office approves it.
public struct ReportContent: Sendable, Hashable, Codable {
    public let description: String
    public let place: Place

    public init(description: String, place: Place) {
        self.description = description
        self.place = place
    }
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

    public init(name: PersonName?, email: EmailAddress?, phone: PhoneNumber?) {
        self.name = name
        self.email = email
        self.phone = phone
    }

    public var isEmpty: Bool { name == nil && email == nil && phone == nil }
}

/// What the office answers with a move: why, and another way where there is one.
public struct Answer: Sendable, Hashable, Codable {
    public let justification: String
    public let solution: String?

    public init(justification: String, solution: String?) {
        self.justification = justification
        self.solution = solution
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
        let line = description.split(whereSeparator: \.isNewline).first.map(String.init) ?? description
        let sentence = line.prefix { !".!?".contains($0) }.trimmingSpaces()
        guard sentence.count > 90 else { return sentence }
        let cut = sentence.prefix(89)
        let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return words.trimmingSpaces() + "…"
    }
}
