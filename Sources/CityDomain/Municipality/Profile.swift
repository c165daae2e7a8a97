public import CityKit

/// Who the municipality is: `municipality.json5`.
public struct Profile: Sendable, Equatable, Decodable {
    public let name: LocalizedText
    /// The name after "in", as Polish and Ukrainian decline it: "w Kielcach".
    public let locative: LocalizedText
    /// ISO 3166-1 code of the country whose law applies.
    public let country: String
    /// IANA name, such as `Europe/Warsaw`.
    public let timeZone: String
    /// The file of `Calendars/` with the public holidays.
    public let calendar: String
    /// Languages of the pages; the first one is the language of the office.
    public let languages: [Language]
    public let modules: Set<Module>
    public let office: Office
    public let controller: Controller
    /// Who runs the program for the office and helps when it does not work; nil where the office does so itself.
    public let `operator`: Operator?
    public let emergencyNumber: String
    public let brand: Brand
    /// Days on which this office is closed although the calendar says otherwise.
    public let closedDays: [ClosedDay]
    public let regulation: [Regulation]
    /// There where the town's regulation keeps personal data in the country (K34): pages of the town then ask no other
    /// server for anything, whatever the settings offer.
    public let noThirdCountry: NoThirdCountry?
    /// There where the town gives away its published reports as open data; without it there is no such page.
    public let openData: OpenData?
    /// Nil where no law asks for it and the town declares nothing.
    public let accessibility: Accessibility?
    /// What sets the town apart, in two sentences, for whoever makes a new town after its pattern; nil where nobody does.
    public let about: LocalizedText?

    /// What a resident can do in this town; a module that is not listed has no pages and no API.
    public enum Module: String, Sendable, Codable, CaseIterable {
        case reports, messages, alerts, news, places, transit, appointments, card
    }

    /// How to reach the office, shown on the contact page.
    public struct Office: Sendable, Equatable, Decodable {
        public let name: LocalizedText
        public let address: String
        public let email: String
        public let phone: String?
        /// Opening hours in words, on working days.
        public let hours: LocalizedText?
        public let clause: Clause?
        public let also: [Clause]?
    }

    /// Who answers for personal data (GDPR art. 13).
    public struct Controller: Sendable, Equatable, Decodable {
        public let name: String
        public let address: String
        /// The mailbox of the data protection officer.
        public let dataProtectionOfficer: String?
        public let clause: Clause?
        public let also: [Clause]?
    }

    /// Who runs the program and helps with it, apart from the office (N-10); shown on the imprint.
    public struct Operator: Sendable, Equatable, Decodable {
        public let name: LocalizedText
        public let address: String
        /// Where people ask for help with the program itself.
        public let support: Support
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        public struct Support: Sendable, Equatable, Decodable {
            public let email: String
            public let phone: String?
            /// When somebody answers, in words.
            public let hours: LocalizedText?
        }
    }

    /// Personal data stay in the country.
    public struct NoThirdCountry: Sendable, Equatable, Decodable {
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// Published reports as files that everybody may use again.
    public struct OpenData: Sendable, Equatable, Decodable {
        public let licence: Licence
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        /// The terms of use, by their SPDX name.
        public enum Licence: String, Sendable, Codable, CaseIterable {
            case zero = "CC0-1.0"
            /// The town has to be named.
            case attribution = "CC-BY-4.0"
            /// The town has to be named, and works made of the data have the same licence.
            case shareAlike = "CC-BY-SA-4.0"

            /// Where its text stands.
            public var link: String {
                switch self {
                case .zero: "https://creativecommons.org/publicdomain/zero/1.0/"
                case .attribution: "https://creativecommons.org/licenses/by/4.0/"
                case .shareAlike: "https://creativecommons.org/licenses/by-sa/4.0/"
                }
            }
        }
    }

    /// The town's colours, `#RRGGBB`; the contrast of each pair is checked before a brand is taken.
    public struct Brand: Sendable, Equatable, Decodable {
        /// The letter in the arch.
        public let mark: String
        public let light: Palette
        public let dark: Palette

        public struct Palette: Sendable, Equatable, Decodable {
            public let brand: String
            public let brandHigh: String
            public let onBrand: String
            public let brandSoft: String
            public let brandTint: String
            public let seal: String
        }
    }

    /// A version of the regulation and the file in `regulation/` that holds it.
    public struct Regulation: Sendable, Equatable, Decodable {
        public let version: String
        public let effective: CivilDate
        public let language: Language
        public let file: String
    }
}
