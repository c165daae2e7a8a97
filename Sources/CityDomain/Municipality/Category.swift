public import CityKit

/// What a report is about, chosen by the reporter: an entry of `categories.json5`, the second of two levels.
public struct Category: Sendable, Equatable, Decodable {
    public let id: ID<Category>
    public let name: LocalizedText
    /// One line under the name that tells what belongs here.
    public let hint: LocalizedText?
    /// The first level: the group it stands in.
    public let group: ID<CategoryGroup>
    public let kind: ReportKind
    public let unit: ID<Unit>
    /// An icon of the sprite.
    public let icon: String
    public let keywords: [String]?
    /// The days on which it is offered; nil for always. A temporary category collects reports for a limited time.
    public let offered: Validity?
    /// What a reporter must know before choosing it, such as whom to call instead.
    public let warning: LocalizedText?
    /// Who finds its published reports in the public part; nil for everyone.
    public let listedFor: Audience?
    /// What is asked besides the description, and what was asked once.
    public let fields: [CategoryField]?
    public let clause: Clause?
    public let also: [Clause]?

    /// What new reports are asked besides the description.
    public var askedFields: [CategoryField] { (fields ?? []).filter(\.isAsked) }

    /// Whether a report of this category can be sent on `day`.
    public func isOffered(on day: CivilDate) -> Bool { offered?.contains(day) ?? true }

    /// Whether this audience finds its published reports in the public part.
    public func isListed(for audience: Audience) -> Bool {
        switch listedFor ?? .everyone {
        case .everyone: true
        case .registered: audience == .registered
        }
    }
}

/// The first level of the categories.
public struct CategoryGroup: Sendable, Equatable, Decodable {
    public let id: ID<CategoryGroup>
    public let name: LocalizedText
}

/// A part of the office or a company of the town that handles reports.
public struct Unit: Sendable, Equatable, Decodable {
    public let id: ID<Unit>
    public let name: LocalizedText
    /// Where reporters may send answers by mail; nil where the office's own address serves.
    public let email: String?
}

/// `categories.json5`.
public struct CategoryList: Sendable, Equatable, Decodable {
    /// Why the list is only a sample; nil when it is the town's own list.
    public let sample: String?
    public let units: [Unit]
    public let groups: [CategoryGroup]
    public let categories: [Category]
}
