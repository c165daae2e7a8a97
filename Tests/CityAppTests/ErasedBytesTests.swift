import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Foundation
import Testing

@testable import CityApp

/// What somebody finds who takes the disk, before an erasure and after it, with the master key and without.
@Suite struct ErasedBytesTests {
    private static let people = 20

    /// What one invented person leaves: 20 values that nobody else has.
    private struct Planted {
        let given, surname, email, phone: String
        let name, address, mobile: String
        let description, hint, answer: String
        let company, document: String
        let mailbox, trouble: String
        /// Beside a photo that is not public.
        let caption: String
        /// Under a public report, and not read by the office yet.
        let comment: String
        /// An address in the account.
        let home: String
        let place: SignInPlace
        /// Of the passkey.
        let key: String

        init(_ number: Int) {
            let mark = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(number)))
            (given, surname) = ("Zofita\(mark)q", "Wymyslnicka\(mark)q")
            email = "zofita\(mark)q@skrzynka\(mark)q.example"
            phone = "+486003\(10_000 + number)"
            (name, address) = ("Kontaktowa \(mark)qx", "kontakt\(mark)qx@inna\(mark)qx.example")
            mobile = "+486017\(10_000 + number)"
            description = "Nieopublikowany opis \(mark)qy"
            hint = "Nieopublikowana wskazówka \(mark)qy"
            answer = "Prywatna odpowiedź \(mark)qy"
            (company, document) = ("Wymyślona Spółka \(mark)qw", "Akt \(mark)qw/2026")
            (mailbox, trouble) = ("skarga\(mark)qv@trzecia\(mark)qv.example", "Mapa nie działa \(mark)qv")
            place = SignInPlace(network: "2001:db8:\(1_000 + number)::77", device: "Wyszukiwarka\(mark)qz/1.0")
            key = "Breloczek \(mark)qw"
            comment = "Nieopublikowany komentarz \(mark)qt"
            home = "ul. Wymyslnicka \(mark)qs 1"
            caption = "Podpis zdjęcia \(mark)qu"
        }

        func submission(in town: Municipality) -> Submission {
            var submission = Submission.sample(in: town)
            (submission.description, submission.hint) = (description, hint)
            (submission.name, submission.email, submission.phone) = (name, address, mobile)
            return submission
        }

        var values: [String] {
            [given, surname, email, phone, name, address, mobile, description, hint, answer] + [
                company, document, mailbox, trouble, place.network, place.device, key, caption, comment, home,
            ]
        }
    }

    /// A person's key as the database kept it, and where.
    private struct KeptKey {
        let slot: Slot
        let wrapped: WrappedKey
    }

    @Test(
        "400 planted values stand in no byte, and once erased and purged nothing of a person opens with the master key",
        .clause("siedlce/§5.5", "kielce/VIII.5", "biale-blota/§7 b2•1"),
        arguments: Engine.available
    )
    func bytes(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let planted = (0..<Self.people).map(Planted.init)
            let values = planted.flatMap(\.values)
            #expect(Set(values).count == 400)
            let (residents, keys) = try await installation.run { composition in
                let residents = try await Self.plant(planted, composition)
                let keys = try await Self.personKeys(composition)
                // As a server does by itself once enough rows have changed; its samples are values of the rows.
                try EnginePlace.analyze(installation.database)
                let bytes = try await installation.rawBytes()
                #expect(bytes.range(of: Data("Jawny tekst".utf8)) != nil, "the bytes are those of the database")
                #expect(values.filter { bytes.range(of: Data($0.utf8)) != nil } == [])
                #expect(keys.count >= Self.people * 3)
                #expect(keys.allSatisfy { bytes.range(of: Data($0.wrapped.bytes)) != nil })
                #expect(Self.openable(keys, in: bytes, composition.foundations.vault) == keys.count)
                return (residents, keys)
            }
            try await installation.run { composition in
                for resident in residents { try await composition.erase(resident) }
                while try await composition.sendAll() > 0 {}
            }
            try await Maintenance.purge(settings)
            try await installation.run { composition in
                let bytes = try await installation.rawBytes()
                #expect(bytes.range(of: Data("Jawny tekst".utf8)) != nil)
                #expect(values.filter { bytes.range(of: Data($0.utf8)) != nil } == [])
                #expect(keys.filter { bytes.range(of: Data($0.wrapped.bytes)) != nil }.count == 0)
                #expect(Self.openable(keys, in: bytes, composition.foundations.vault) == 0)
            }
        }
    }

    /// Lets every person have an account, send a report with other contact data, and answer the office.
    private static func plant(_ planted: [Planted], _ composition: Composition) async throws -> [ID<Resident>] {
        let town = try composition.town("kielce")
        var residents: [ID<Resident>] = []
        var earlier: ReportNumber?
        for person in planted {
            let account = try await composition.openAccount(person.email) { form in
                (form.givenName, form.surname, form.phone) = (person.given, person.surname, person.phone)
            }
            residents.append(account.resident.id)
            let signed = try await composition.signed(account, from: person.place)
            try await composition.keep(person.home, of: signed, in: town)
            try await composition.addPasskey(named: person.key, to: signed, in: town)
            let photo = try await composition.addPhoto(by: .program(ID("0")), in: town)
            let receipt = try await composition.submitReport(
                person.submission(in: town),
                clientKey: ClientKey(random: composition.randomness),
                origin: .page,
                language: .polish,
                photos: PhotoClaim(uploader: .program(ID("0")), ids: [photo.id]),
                by: signed,
                from: AbuseSender(network: person.place.network, device: person.place.device),
                in: ProjectTown.tracing("kielce"),
                at: composition.foundations.clock.now
            )
            try await composition.redact(photo.id, of: receipt.number, caption: person.caption, in: town)
            try await composition.askToAct(for: person.company, document: person.document, account, in: town)
            try await composition.complain(of: person.trouble, from: person.mailbox, by: signed, in: town)
            try await composition.converse(receipt, answer: person.answer, in: town)
            if let earlier { try await composition.sayMeToo(of: earlier, person.email, in: town) }
            earlier = receipt.number
            try await composition.writeComment(
                person.comment,
                key: composition.writeComment.newKey(),
                on: receipt.number,
                by: signed,
                in: ProjectTown.commenting("kielce"),
                at: composition.foundations.clock.now
            )
        }
        return residents
    }

    /// The keys of all people in the database.
    private static func personKeys(_ composition: Composition) async throws -> [KeptKey] {
        let store = SQLDataKeyStore(database: composition.foundations.database)
        return try await store.keys(after: nil, limit: 10_000).filter { $0.purpose == "person" }
            .map { KeptKey(slot: $0.slot, wrapped: $0.wrapped) }
    }

    /// How many of the keys anything in `bytes` opens as: every place that begins as a wrapped key does is tried.
    private static func openable(_ keys: [KeptKey], in bytes: Data, _ vault: SodiumVault) -> Int {
        guard let length = keys.first?.wrapped.bytes.count, let start = keys.first?.wrapped.bytes.prefix(2) else {
            return 0
        }
        var opened: Set<Slot> = []
        var search = bytes.startIndex..<bytes.endIndex
        while let found = bytes.range(of: Data(start), in: search) {
            search = bytes.index(after: found.lowerBound)..<bytes.endIndex
            guard found.lowerBound + length <= bytes.endIndex else { break }
            let candidate = WrappedKey(bytes: Array(bytes[found.lowerBound..<found.lowerBound + length]))
            for key in keys where !opened.contains(key.slot) && (try? vault.key(candidate, in: key.slot)) != nil {
                opened.insert(key.slot)
            }
        }
        return opened.count
    }
}

extension Composition {
    /// Stores a request to act for a company, whatever the rules of the town say.
    fileprivate func askToAct(
        for company: String,
        document: String,
        _ account: ResidentAccount,
        in town: Municipality
    ) async throws {
        let now = foundations.clock.now
        let ask = AskForRepresentation(
            representations: representations,
            vault: foundations.vault,
            randomness: randomness,
            audit: audit
        )
        var form = RepresentationForm.sample(on: town.clock.date(of: now))
        (form.name, form.documentNumber) = (company, document)
        let request = try ask.request(form, of: account.resident, in: town, at: now)
        let entry = AuditEntry.sample(.representationAsked, in: town.id)
        try await representations.add(request, most: 1, noting: entry, in: town.id)
    }

    fileprivate func keep(_ address: String, of signed: SignInResident.Signed, in town: Municipality) async throws {
        let now = foundations.clock.now
        _ = try await keepOwnAddresses.add(.sample(.home, address), of: signed, in: town, .polish, at: now)
    }

    /// Complains about the system with other contact data.
    fileprivate func complain(
        of trouble: String,
        from email: String,
        by signed: SignInResident.Signed,
        in town: Municipality
    )
        async throws
    {
        let now = foundations.clock.now
        var form = ComplaintForm.sample(on: town.clock.date(of: now))
        (form.description, form.email) = (trouble, email)
        let sender = FileComplaint.Sender(.page, from: email, language: .polish, resident: signed)
        _ = try await fileComplaint(form, key: fileComplaint.newKey(), by: sender, in: town, at: now)
    }

    /// The office publishes, asks and gets an answer.
    fileprivate func converse(_ receipt: SubmitReport.Receipt, answer: String, in town: Municipality) async throws {
        let now = foundations.clock.now
        let caller = Caller(ID("staff"), StaffRights([StaffGrant(.operator)]), request: nil)
        _ = try await decideReport(
            Decision(to: .accepted),
            about: receipt.number,
            publicText: PublicText(title: "Jawny tekst", description: "Jawny tekst.", address: nil, point: nil),
            seen: 1,
            by: caller,
            in: town,
            at: now
        )
        let seen = try await readReport.unseen(receipt.number, in: town).report.history.count
        let work = HandleReport.Work(receipt.number, seen: seen, by: caller, in: town, at: now)
        try await handleReport.ask(work, question: "Gdzie?")
        let follow = FollowUpReport(reports: reports, attempts: accounts, vault: foundations.vault, audit: audit)
        let link = ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: town, at: now)
        try await follow.reply(link, answer: answer)
    }

    /// Without the account: the address is sealed under a key of its own.
    fileprivate func sayMeToo(of number: ReportNumber, _ email: String, in town: Municipality) async throws {
        let now = foundations.clock.now
        try await supportReport(number, email: email, language: .polish, for: .everyone, in: town, at: now)
    }

    /// The person switches the second step on, by a passkey that nobody else has.
    fileprivate func addPasskey(named name: String, to signed: SignInResident.Signed, in town: Municipality)
        async throws
    {
        let now = foundations.clock.now
        try await protectAccount.allow(.password(.sample), of: signed, in: town, at: now)
        let visit = try protectAccount.visit(of: signed, in: town, at: now)
        let challenge = try #require(try await changeFactors.setUp(at: visit)).passkey.challenge
        var passkey = try FakePasskey(id: Array(name.utf8))
        let site = PasskeySite(address: foundations.settings.addresses.link(to: "", of: town.id))
        (passkey.host, passkey.origin) = (site.host, site.origin)
        _ = try await changeFactors.add(.newPasskey(passkey.make(challenge).made, name: name), at: visit)
    }

    fileprivate func erase(_ resident: ID<Resident>) async throws {
        try await eraseResident(
            resident,
            on: .consentWithdrawn,
            reason: "x",
            by: Caller(ID("staff"), StaffRights([StaffGrant(.administrator)]), request: nil),
            in: ID("kielce"),
            at: foundations.clock.now
        )
    }

    /// Ends what waits to be sent, as a worker does.
    fileprivate func sendAll() async throws -> Int {
        let now = foundations.clock.now
        while try await deliveries.handleEvents(limit: 1_000, at: now, plan: plannedDeliveries) > 0 {}
        let lease: ID<DeliveryLease> = randomness.id(at: now)
        let end = now + DeliveryLease.duration
        let taken = try await deliveries.lease(limit: 1_000, channel: .email, as: lease, at: now, until: end)
        for delivery in taken {
            let result = DeliveryResult.handedOver(reference: nil)
            try await deliveries.finish(delivery.id, in: delivery.municipality, as: lease, result, at: now)
        }
        return taken.count
    }
}

extension TestInstallation {
    /// All bytes of the data folder and of the database, its log included.
    fileprivate func rawBytes() async throws -> Data {
        var bytes = try Self.files(in: folder.path)
        if database.hasPrefix("sqlite:") {
            let file = URL(filePath: String(database.dropFirst("sqlite:".count)))
            bytes += try Self.files(in: file.deletingLastPathComponent().path)
        } else {
            bytes += try Self.files(in: try EnginePlace.clusterFolder(of: database))
        }
        return bytes
    }

    private static func files(in folder: String) throws -> Data {
        var bytes = Data()
        let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        for name in names {
            var isFolder: ObjCBool = false
            let path = "\(folder)/\(name)"
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            // The key itself is not what is looked for, and a cluster removes files while they are read.
            if name != "master.key" { bytes += FileManager.default.contents(atPath: path) ?? Data() }
        }
        return bytes
    }
}
