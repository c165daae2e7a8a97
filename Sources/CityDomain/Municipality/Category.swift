public import CityKit

/// What a report is about, chosen by the reporter: an entry of `categories.json5`.
public struct Category: Sendable, Equatable, Decodable {
    public let id: ID<Category>
    public let name: LocalizedText
    /// One line under the name that tells what belongs here.
    public let hint: LocalizedText?
    /// The heading it stands under; categories of one group stand together.
    public let group: LocalizedText
    public let kind: ReportKind
    public let unit: ID<Unit>
    /// An icon of the sprite.
    public let icon: String
    public let keywords: [String]?
    public let clause: Clause?
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
    public let categories: [Category]
}
