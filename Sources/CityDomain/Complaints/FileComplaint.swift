public import CityKit

/// Takes a complaint: checks it by the rules of the town, seals it, stores it under the next number, and has a letter confirm
/// it (C-01, C-03…C-05, C-07, C-08).
public struct FileComplaint: Sendable {
    private let complaints: any ComplaintStore
    private let throttle: Throttle
    private let vault: any Vault
    private let randomness: any Randomness

    public init(
        complaints: any ComplaintStore,
        attempts: any AttemptStore,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.complaints = complaints
        throttle = Throttle(attempts: attempts)
        self.vault = vault
        self.randomness = randomness
    }

    /// What the person keeps.
    public struct Receipt: Sendable, Equatable {
        public let id: ID<Complaint>
        public let number: ComplaintNumber
        /// Opens the page that says where the complaint stands.
        public let token: Token
    }

    /// How a complaint comes in.
    public struct Sender: Sendable {
        let origin: Complaint.Origin
        let network: String
        let language: Language
        let resident: SignInResident.Signed?

        /// - Parameters:
        ///   - network: by which too many are held off.
        ///   - resident: the complaint then stands among those of the account.
        public init(
            _ origin: Complaint.Origin,
            from network: String,
            language: Language,
            resident: SignInResident.Signed? = nil
        ) {
            (self.origin, self.network, self.language, self.resident) = (origin, network, language, resident)
        }
    }

    /// The key of a form that nobody else has.
    public func newKey() -> Token { Token(from: randomness) }

    /// Stores the complaint, once for each key of a form.
    ///
    /// - Parameters:
    ///   - key: of the form.
    ///   - photos: pictures that were added before under the same key.
    /// - Throws: `ComplaintFailure.notOffered`, `.tooMany`; `.sentBefore` when the form was sent with other words; `Failures`
    ///   with all that is wrong; `ReportPhotoFailure.gone`; `AccountFailure.residentSignedOut`.
    public func callAsFunction(
        _ form: ComplaintForm,
        key: Token,
        photos: [ID<ReportPhoto>] = [],
        by sender: Sender,
        in town: Municipality,
        at now: Instant
    ) async throws -> Receipt {
        // The last day may be over by now, or the rules changed; a repetition is answered all the same.
        if let receipt = try await repeated(form, key: key, in: town) { return receipt }
        let checked = try await checked(form, by: sender, in: town, at: now)
        let claim = photos.isEmpty ? nil : PhotoClaim(uploader: .complaint(key), ids: photos)
        let draft = Draft(
            id: randomness.id(at: now),
            checked: checked,
            origin: sender.origin,
            receivedOn: town.clock.date(of: now),
            storedAt: now,
            language: sender.language,
            resident: sender.resident?.resident.id
        )
        let complaint = try sealed(draft, key: key, parts: form.parts, claim, in: town)
        try await count(subjects(of: sender, checked.content, in: town.id), in: town.id, at: now)
        let stored = try await complaints.add(complaint, noting: nil, in: town.id)
        return try receipt(of: stored, form.parts, in: town.id)
    }

    /// Before it is stored: of many that are sent at once no more get through than of those sent one after another.
    ///
    /// - Throws: `ComplaintFailure.tooMany`.
    private func count(_ subjects: [Throttle.Subject], in town: ID<Municipality>, at now: Instant) async throws {
        for subject in subjects {
            do {
                try await throttle.count(subject, in: town, at: now)
            } catch AccountFailure.paused(let pause) {
                throw ComplaintFailure.tooMany(retryAfter: pause)
            }
        }
    }

    /// What the form got when it was sent before; nil when it was not.
    ///
    /// - Throws: `ComplaintFailure.sentBefore` when it was sent with other words.
    public func repeated(_ form: ComplaintForm, key: Token, in town: Municipality) async throws -> Receipt? {
        guard let earlier = try await complaints.stored(under: vault.hash(key), in: town.id) else { return nil }
        return try receipt(of: earlier, form.parts, in: town.id)
    }

    /// Whether the complaint would be taken; asked before anybody has a photo looked at.
    ///
    /// - Throws: what filing it throws.
    public func check(_ form: ComplaintForm, by sender: Sender, in town: Municipality, at now: Instant) async throws {
        _ = try await checked(form, by: sender, in: town, at: now)
    }

    private func checked(_ form: ComplaintForm, by sender: Sender, in town: Municipality, at now: Instant) async throws
        -> CheckedComplaint
    {
        guard let rules = town.complaints else { throw ComplaintFailure.notOffered }
        let checked = try CheckedComplaint(form, by: .person, of: rules, in: town, on: town.clock.date(of: now))
        let subjects = subjects(of: sender, checked.content, in: town.id)
        let pause = try await throttle.pause(of: subjects, in: town.id, at: now)
        if let pause, pause > .zero { throw ComplaintFailure.tooMany(retryAfter: pause) }
        return checked
    }

    /// - Throws: `ComplaintFailure.sentBefore` when other words were stored.
    private func receipt(of stored: StoredComplaint, _ parts: [String], in town: ID<Municipality>) throws -> Receipt {
        try check(stored, parts, in: town)
        return Receipt(id: stored.id, number: stored.number, token: vault.token(of: stored.id, in: town))
    }

    /// By what those are told apart who send many: each complaint makes a letter, and nobody's address must be flooded.
    private func subjects(of sender: Sender, _ content: ComplaintContent, in town: ID<Municipality>)
        -> [Throttle.Subject]
    {
        let network = Throttle.Subject(
            key: vault.secret(for: .complaintOfNetwork, sender.network, in: town),
            pause: { Throttle.doubling($0 - Self.freeOfNetwork, most: .hours(1)) }
        )
        let address = content.email.map { email in
            Throttle.Subject(
                key: vault.secret(for: .complaintOfAddress, email.indexForm, in: town),
                pause: { $0 < Self.freeToAddress ? .zero : .hours(1) }
            )
        }
        return [network] + (address.map { [$0] } ?? [])
    }

    /// A school or an office has one network.
    static let freeOfNetwork = 20
    static let freeToAddress = 5
}

extension FileComplaint {
    /// A checked complaint with what the program adds to it.
    struct Draft {
        let id: ID<Complaint>
        let checked: CheckedComplaint
        let origin: Complaint.Origin
        let receivedOn: CivilDate
        let storedAt: Instant
        let language: Language
        let resident: ID<Resident>?
    }

    /// - Throws: `ComplaintFailure.sentBefore` when what is stored was made of other words.
    func check(_ stored: StoredComplaint, _ parts: [String], in town: ID<Municipality>) throws {
        guard vault.isEqual(stored.bodyHash, bodyHash(parts, in: town)) else {
            throw ComplaintFailure.sentBefore(stored.number)
        }
    }

    private func bodyHash(_ parts: [String], in town: ID<Municipality>) -> [UInt8] {
        vault.secret(for: .complaintBody, parts, in: town)
    }

    /// The complaint as the store takes it.
    ///
    /// - Throws: `Failures` with `ReportPhotoFailure` for pictures that cannot go along.
    func sealed(
        _ draft: Draft,
        key formKey: Token,
        parts: [String],
        _ photos: PhotoClaim?,
        in town: Municipality
    ) throws -> NewComplaint {
        let slots = ComplaintSlots(town: town.id, complaint: draft.id)
        let key = try vault.newKey(in: slots.key)
        let complaint = Complaint(
            id: draft.id,
            number: ComplaintNumber(year: town.clock.date(of: draft.storedAt).year, sequence: 0),
            resident: draft.resident,
            subject: draft.checked.subject,
            origin: draft.origin,
            receivedOn: draft.receivedOn,
            storedAt: draft.storedAt,
            eventDay: draft.checked.eventDay,
            due: town.complaints?.due(from: draft.receivedOn, in: town.calendar),
            language: draft.language,
            hasEmail: draft.checked.content.email != nil
        )
        return NewComplaint(
            complaint: complaint,
            content: try key.key.seal(draft.checked.content, in: slots.content),
            key: key.wrapped,
            formKey: vault.hash(formKey),
            bodyHash: bodyHash(parts, in: town.id),
            photos: try photos?.checked(upTo: PhotoUploader.mostOfComplaint, vault: vault)
        )
    }
}
