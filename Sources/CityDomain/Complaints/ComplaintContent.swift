import CityKit

/// Who complains, and of what. Sealed under a key of its own for each complaint, never public.
public struct ComplaintContent: Hashable, Codable, Sealable, Personal {
    public let name: PersonName?
    public let email: EmailAddress?
    public let phone: PhoneNumber?
    public let matter: String?
    public let description: String?
    public let demand: String?
    public let justification: String?

    public init(
        name: PersonName?,
        email: EmailAddress?,
        phone: PhoneNumber?,
        matter: String?,
        description: String?,
        demand: String?,
        justification: String?
    ) {
        self.name = name
        self.email = email
        self.phone = phone
        self.matter = matter
        self.description = description
        self.demand = demand
        self.justification = justification
    }

    /// The same without what tells who complains.
    var withoutPerson: Self {
        Self(
            name: nil,
            email: nil,
            phone: nil,
            matter: matter,
            description: description,
            demand: demand,
            justification: justification
        )
    }

    /// What was said in a field of words; nil for other fields, and where nothing was.
    public subscript(field: ComplaintField) -> String? {
        switch field {
        case .name: name?.text
        case .email: email?.text
        case .phone: phone?.formatted
        case .matter: matter
        case .description: description
        case .demand: demand
        case .justification: justification
        case .eventDay, .photo: nil
        }
    }
}

/// The places in the database where parts of a complaint are sealed.
struct ComplaintSlots {
    let town: ID<Municipality>
    let complaint: ID<Complaint>

    var key: Slot { Slot(town, table: "data_keys", row: complaint, column: "person") }
    var content: Slot { Slot(town, table: "complaints", row: complaint, column: "content") }

    func words(_ sequence: Int) -> Slot {
        Slot(town, table: "complaint_lines", row: "\(complaint)/\(sequence)", column: "words")
    }
}

/// A complaint with its seals open. Lives as long as one page.
public struct OpenComplaint: Personal {
    public struct Line: Personal {
        public let line: ComplaintLine
        public let words: String
    }

    public let complaint: Complaint
    /// Nil once the person was erased.
    public let content: ComplaintContent?
    public let lines: [Line]
    /// Whether the person has restricted the use of the own data; the office then reads no contact data.
    public let isRestricted: Bool

    enum Reader { case person, office }

    init(_ sealed: SealedComplaint, for reader: Reader, _ vault: any Vault, in town: ID<Municipality>) throws {
        let slots = ComplaintSlots(town: town, complaint: sealed.complaint.id)
        complaint = sealed.complaint
        isRestricted = sealed.isRestricted
        guard let wrapped = sealed.key, let sealedContent = sealed.content else {
            (content, lines) = (nil, [])
            return
        }
        let key = try vault.key(wrapped, in: slots.key)
        let opened = try key.open(sealedContent, in: slots.content)
        content = reader == .office && sealed.isRestricted ? opened.withoutPerson : opened
        lines = try sealed.lines.map { line in
            Line(line: line.line, words: try key.open(line.words, in: slots.words(line.line.sequence)).words)
        }
    }
}

extension Vault {
    /// The token in the link of a complaint's receipt: the same in each letter.
    func token(of complaint: ID<Complaint>, in town: ID<Municipality>) -> Token {
        Token(bytes: secret(for: .complaintLink, complaint.rawValue, in: town))
    }
}

extension SecretPurpose {
    static let complaintLink = Self(rawValue: "complaint-link")
    static let complaintBody = Self(rawValue: "complaint-body")
    static let complaintOfNetwork = Self(rawValue: "complaint-network")
    static let complaintOfAddress = Self(rawValue: "complaint-address")
}
