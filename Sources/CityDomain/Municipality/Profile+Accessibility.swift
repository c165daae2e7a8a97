public import CityKit

extension Profile {
    /// What the office declares about the accessibility of the site (Polish act of 4 April 2019, article 10; model of Commission
    /// decision 2018/1523). What is the same in every town, such as the procedure, is text of the program.
    public struct Accessibility: Sendable, Equatable, Decodable {
        /// When the site went public.
        public let published: CivilDate
        /// When the site last changed in a way that matters.
        public let updated: CivilDate
        /// When the declaration was made, or looked through again; every year by 31 March.
        public let prepared: CivilDate
        public let status: Status
        public let assessment: Assessment
        /// What is not accessible; empty where everything is.
        public let gaps: [Gap]
        public let contact: Contact
        /// How to get into the office: entrances, lifts, toilets, dogs, an interpreter of sign language.
        public let architecture: LocalizedText
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        /// How far the site meets the requirements.
        public enum Status: String, Sendable, Codable, CaseIterable {
            case full, partial, none
        }

        /// Who found out.
        public struct Assessment: Sendable, Equatable, Decodable {
            public let by: Assessor
            /// The name of somebody outside of the office; nil where the office did it.
            public let auditor: String?

            public enum Assessor: String, Sendable, Codable, CaseIterable {
                case office, auditor
            }
        }

        /// Something that not everybody can use.
        public struct Gap: Sendable, Equatable, Decodable {
            public let what: LocalizedText
            /// Why it is so, and what there is instead.
            public let why: LocalizedText
        }

        /// Whom to tell.
        public struct Contact: Sendable, Equatable, Decodable {
            /// A person or a post of the office.
            public let person: LocalizedText
            public let email: String
            public let phone: String
        }
    }
}
