public import CityKit

/// How the rows of a file become reports: what the administrator writes in a `.json5` file. `docs/import.md` has the table of
/// its keys.
public struct ImportMapping: Sendable, Equatable, Decodable {
    /// The name of the system the file comes from.
    public let source: String
    public let file: File?
    /// The number of a report in that system.
    public let number: RowText
    public let received: Time
    public let category: Category
    public let unit: Unit?
    public let description: RowText
    public let address: RowText?
    public let hint: RowText?
    public let coordinates: Coordinates?
    /// The first one that holds counts.
    public let status: [Status]
    public let ended: Ended?
    /// What the office said at the end.
    public let answer: RowText?
    public let contact: Contact?
    public let language: Language?
    /// Rows that are no reports.
    public let skip: [RowCondition]?
    /// Whether everybody may read the reports; false where nothing is said.
    public let publish: Bool?

    /// How the file is written. What is not said is found out.
    public struct File: Sendable, Equatable, Decodable {
        public let encoding: TextEncoding?
        /// One ASCII character.
        public let separator: String?
        /// The names of the columns, for a file whose first line has none.
        public let columns: [String]?
    }

    /// A moment in a column.
    public struct Time: Sendable, Equatable, Decodable {
        public let column: String
        /// As `TimePattern` has it; ISO 8601 where nothing is said.
        public let format: String?
        /// An IANA time zone; the town's own where nothing is said.
        public let zone: String?
    }

    /// Which category of the town a report belongs to.
    public struct Category: Sendable, Equatable, Decodable {
        public let value: RowText
        /// The town's categories by the values of the file. Other values are ids or names of categories.
        public let values: [String: ID<CityDomain.Category>]?
        /// Makes a category of a value that the town does not know; without it such a row is rejected.
        public let createMissing: NewCategory?
    }

    /// What the file does not say of a category that is made of a value.
    public struct NewCategory: Sendable, Equatable, Decodable {
        public let group: ID<CategoryGroup>
        public let unit: ID<CityDomain.Unit>
        public let kind: ReportKind
        public let icon: String

        public init(group: ID<CategoryGroup>, unit: ID<CityDomain.Unit>, kind: ReportKind, icon: String) {
            self.group = group
            self.unit = unit
            self.kind = kind
            self.icon = icon
        }
    }

    /// Which unit handles a report; that of its category where the value is not listed.
    public struct Unit: Sendable, Equatable, Decodable {
        public let value: RowText
        public let values: [String: ID<CityDomain.Unit>]
    }

    /// Where it is, as two numbers.
    public struct Coordinates: Sendable, Equatable, Decodable {
        public let system: CoordinateSystem
        /// Easting in metres, or longitude in degrees.
        public let east: String
        /// Northing in metres, or latitude in degrees.
        public let north: String
        /// Rows in which the numbers stand for “not known”: if one of these holds.
        public let unless: [RowCondition]?
    }

    /// Where a report stands, for rows of which `when` holds; for all others without it.
    public struct Status: Sendable, Equatable, Decodable {
        public let when: RowCondition?
        public let status: ReportStatus
        /// Why it was rejected or closed.
        public let reason: String?
    }

    /// When the handling ended.
    public struct Ended: Sendable, Equatable, Decodable {
        public let column: String?
        public let format: String?
        public let zone: String?
        /// What counts where the column is empty; without it such a row is rejected.
        public let orElse: Fallback?

        public enum Fallback: String, Sendable, Codable, CaseIterable {
            /// The moment of receipt.
            case received
            /// The moment of the import.
            case imported
        }
    }

    /// Who reported; sealed like all contact data.
    public struct Contact: Sendable, Equatable, Decodable {
        public let name: RowText?
        public let email: RowText?
        public let phone: RowText?
    }
}
