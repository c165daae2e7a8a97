public import CityKit

/// Accounts of residents: `accounts` in `rules.json5`. A town without it has none.
public struct AccountRules: Sendable, Equatable, Decodable {
    public let registration: Registration
    /// The other ways into an account; without it there are none.
    public let providers: Providers?
    /// There where the regulation has residents accept its changes; without it going on is accepting.
    public let reacceptance: Reacceptance?
    /// There where the regulation lets the office close an account; without it nobody can.
    public let blocking: Blocking?
    /// Nil where the regulation says nothing of it; lines are kept as long as usual then.
    public let log: Log?
    /// There where the regulation gives each person one account; without it nobody compares them.
    public let onePerPerson: OnePerPerson?
    /// There where consent is the basis: who is younger needs a guardian who agrees; without it everybody agrees alone.
    public let guardian: Guardian?
    /// There where the regulation lets an account act for another person; without it everybody acts for themselves alone.
    public let representation: Representation?

    /// An account is made by its owner: e-mail as login, given name, surname and password, a phone number where wanted,
    /// and a link that is sent to the address.
    public struct Registration: Sendable, Equatable, Decodable {
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// Services that vouch for residents, of those that the installation has (A-19… …A-40). Where the profile
    /// keeps personal data at home, services of other countries stay out, whatever stands here (K34).
    public struct Providers: Sendable, Equatable, Decodable {
        public let services: [ID<IdentityProvider>]
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// The office may refuse its service to a resident, at once and with a reason.
    public struct Blocking: Sendable, Equatable, Decodable {
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// What happened at the door of an account is kept for so long, as a proof.
    public struct Log: Sendable, Equatable, Decodable {
        public let keptFor: Period
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        /// Where no rule says another time.
        static let usually = Period.months(12)
    }

    /// Who is younger than this waits for the guardian's answer to a letter (A-33, K02; GDPR article 8: in Poland 16).
    public struct Guardian: Sendable, Equatable, Decodable {
        /// In years.
        public let under: Int
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// Accounts with the same names and phone number are shown to the office as a suspicion.
    public struct OnePerPerson: Sendable, Equatable, Decodable {
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// An account acts for another natural or legal person once the office has seen the document.
    public struct Representation: Sendable, Equatable, Decodable {
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// A resident who signs in after a change of the regulation sees what is new, and accepts it or leaves (L-31, L-32).
    public struct Reacceptance: Sendable, Equatable, Decodable {
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }
}
