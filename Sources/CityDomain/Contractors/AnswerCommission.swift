public import CityKit

/// What a contractor sees and says by the link in the letter, without an account.
///
/// All throw `ContractorFailure.wrongLink`, also where there is no such work: nobody can find out ids this way; `.paused`
/// after many wrong ones; `.over` once the link opens no more.
public struct AnswerCommission: Sendable {
    private let commissions: any CommissionStore
    private let photos: ReadPhotos
    private let throttle: Throttle
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(
        commissions: any CommissionStore,
        photos: ReadPhotos,
        attempts: any AttemptStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.commissions = commissions
        self.photos = photos
        throttle = Throttle(attempts: attempts)
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// The link as somebody opened it.
    public struct Link: Sendable {
        public let id: ID<Commission>
        public let token: Token
        /// Where it was opened; wrong ones are counted by it.
        let network: String
        let request: String?
        let town: Municipality
        let now: Instant

        public init(
            _ id: ID<Commission>,
            _ token: Token,
            from network: String,
            request: String?,
            in town: Municipality,
            at now: Instant
        ) {
            self.id = id
            self.token = token
            self.network = network
            self.request = request
            self.town = town
            self.now = now
        }

        var today: CivilDate { town.clock.date(of: now) }
    }

    /// Whether the link is a right one and opens; nothing of the work is shown, and nothing is noted: mail scanners open
    /// links.
    public func check(_ link: Link) async throws { _ = try await sealed(link) }

    /// Whether an answer would be taken now, before anything is made of what came with it.
    public func check(_ answer: Commission.Answer, _ link: Link, words: String) async throws {
        let sealed = try await sealed(link)
        var commission = sealed.commission
        try commission.take(answer, on: link.today)
        try sealed.takesMore(sending: 0)
        let said = words.trimmingSpaces()
        if answer.needsWords, said.isEmpty { throw ContractorFailure.wordsMissing }
        let length = said.unicodeScalars.count
        guard length <= CommissionLine.longestWords else {
            throw ContractorFailure.tooLong(field: "words", length: length)
        }
    }

    /// The work, for the contractor. That it was opened is in the audit log first, and in its history once between two things
    /// that were said.
    public func open(_ link: Link) async throws -> OpenCommission {
        let sealed = try await sealed(link)
        if sealed.lines.last?.act == .opened {
            try await audit.add(try entry(.commissionOpened, sealed, link))
        } else {
            try await note(.opened, "", sealed, link, .commissionOpened) { commission in
                guard commission.opens(on: link.today) else { throw ContractorFailure.over }
            }
        }
        return try sealed.opened(vault, in: link.town.id)
    }

    /// The work as it was opened before, to show it again beside what is wrong in a form.
    public func reopened(_ link: Link) async throws -> OpenCommission {
        try await sealed(link).opened(vault, in: link.town.id)
    }

    /// - Parameters:
    ///   - words: must be there for a question and where the contractor declines.
    ///   - photos: that were sent along.
    /// - Throws: also `.saidTooOften` once the link has brought as much as one piece of work needs at most.
    public func callAsFunction(
        _ answer: Commission.Answer,
        _ link: Link,
        words: String,
        photos: [ID<ReportPhoto>] = []
    ) async throws {
        let sealed = try await sealed(link)
        if answer.needsWords, words.trimmingSpaces().isEmpty { throw ContractorFailure.wordsMissing }
        try sealed.takesMore(sending: photos.count)
        let claim = PhotoClaim(uploader: .commission(link.token), ids: photos)
        try await note(
            answer.act,
            words,
            sealed,
            link,
            .commissionAnswered,
            photos: try claim.checked(upTo: PhotoUploader.mostOfCommission, vault: vault)
        ) { try $0.take(answer, on: link.today) }
    }

    /// A released photo of the case that goes with the work.
    ///
    /// - Throws: also `ReportPhotoFailure.notFound`, once it is not released any more.
    public func photo(_ photo: ID<ReportPhoto>, _ link: Link) async throws -> PublicPhoto {
        guard let found = try await shown(try await sealed(link), in: link.town).first(where: { $0.id == photo }) else {
            throw ReportPhotoFailure.notFound
        }
        return found
    }

    /// Those that the contractor is shown now.
    public func photos(_ link: Link) async throws -> [PublicPhoto] {
        try await shown(try await sealed(link), in: link.town)
    }

    private func shown(_ sealed: SealedCommission, in town: Municipality) async throws -> [PublicPhoto] {
        let chosen = Set(sealed.chosen)
        guard !chosen.isEmpty else { return [] }
        return try await photos.released(of: sealed.commission.report, in: town).filter { chosen.contains($0.id) }
    }

    private func note(
        _ act: CommissionLine.Act,
        _ words: String,
        _ sealed: SealedCommission,
        _ link: Link,
        _ kind: AuditKind,
        photos: NewReport.Photos? = nil,
        _ change: @escaping @Sendable (inout Commission) throws -> Void
    ) async throws {
        let line = try CommissionLine(
            act,
            words,
            by: nil,
            under: try sealed.key(vault, in: link.town.id),
            id: randomness.id(at: link.now),
            in: link.town.id,
            at: link.now
        )
        try await commissions.change(
            link.id,
            storing: CommissionChange(
                unit: nil,
                line: line,
                noted: try entry(kind, sealed, link),
                letter: nil,
                photos: photos
            ),
            in: link.town.id,
            change
        )
    }

    private func entry(_ kind: AuditKind, _ sealed: SealedCommission, _ link: Link) throws -> AuditEntry {
        try audit.entry(
            RecordAudit.Act(kind, .commission(link.id, on: sealed.commission.report)),
            by: .contractor(sealed.commission.contractor),
            request: link.request,
            in: link.town.id,
            at: link.now
        )
    }

    private func sealed(_ link: Link) async throws -> SealedCommission {
        let town = link.town.id
        let subjects = [
            Throttle.Subject(
                key: vault.secret(for: .commissionOfNetwork, link.id.rawValue, link.network, in: town),
                pause: SecretPause.ofNetwork
            ),
            Throttle.Subject(
                key: vault.secret(for: .commissionTried, link.id.rawValue, in: town),
                pause: SecretPause.ofReport
            ),
        ]
        let pause = try await throttle.pause(of: subjects, in: town, at: link.now)
        if let pause, pause > .zero { throw ContractorFailure.paused(for: pause) }
        let isRight = vault.isEqual(vault.hash(link.token), vault.hash(vault.token(of: link.id, in: town)))
        guard isRight, let sealed = try await commissions.commission(link.id, in: town) else {
            try await throttle.countFailure(of: subjects, in: town, at: link.now)
            throw ContractorFailure.wrongLink
        }
        if pause != nil { try await throttle.forgetFailures(of: subjects, in: town) }
        guard sealed.commission.opens(on: link.today) else { throw ContractorFailure.over }
        return sealed
    }
}

extension SealedCommission {
    /// A link that somebody else found must not fill the store.
    static let mostSaid = 50
    static let mostPhotos = 60

    /// - Throws: `ContractorFailure.saidTooOften`.
    fileprivate func takesMore(sending photos: Int) throws(ContractorFailure) {
        let said = lines.count { $0.officer == nil && $0.act != .opened }
        guard said < Self.mostSaid, sent.count + photos <= Self.mostPhotos else { throw .saidTooOften }
    }
}
