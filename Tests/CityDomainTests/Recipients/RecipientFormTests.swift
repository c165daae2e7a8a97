import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What the towns ask of somebody who wants to be written to.
@Suite struct RecipientFormTests {
    private static let today = CivilDate(2026, 4, 27)

    private static func failures(_ form: RecipientForm, in name: String) throws -> [String] {
        let town = try ProjectTown.named(name)
        let rules = try #require(town.recipients)
        var check = RecipientFormCheck(form, by: rules, SearchAddresses(.empty), in: town, on: today)
        do {
            _ = try check.finish()
            return []
        } catch let failures as Failures {
            return failures.all.map { "\($0.text.key)" }
        }
    }

    @Test(
        "An empty form lacks what the town needs; without it nobody is registered",
        .clause("siedlce/§5.2", "demo/§4.19"),
        arguments: [
            ("demo", [String]()), ("siedlce", ["recipient.missing.address"]),
        ]
    )
    func empty(name: String, details: [String]) throws {
        let names = ["account.failure.givenName.empty", "account.failure.surname.empty"]
        let found = try Self.failures(RecipientForm(), in: name)
        #expect(Set(found) == Set(names + details + ["recipient.noContact", "recipient.consentMissing"]))
        #expect(try Self.failures(.sample(), in: name) == [])
    }

    @Test(
        "Each fault is named at its field",
        arguments: [
            (\RecipientForm.birthDate, "2026-04-28", "recipient.wrongBirthDate"),
            (\.birthDate, "1850-01-01", "recipient.wrongBirthDate"),
            (\.birthDate, "wczoraj", "recipient.wrongBirthDate"),
            (\.email, "nikt", "email.wrongForm"), (\.phone, "12", "phone.wrongForm"),
            (\.eDelivery, "AE:PL-1", "eDelivery.wrongForm"), (\.consent, "2020-01", "recipient.consentOutdated"),
            (\.consent, "", "recipient.consentMissing"),
            (\.address, String(repeating: "a", count: 201), "recipient.addressTooLong"),
            (\.givenName, "http://x", "account.failure.givenName.wrongForm"),
        ] as [(WritableKeyPath<RecipientForm, String> & Sendable, String, String)]
    )
    func faults(field: WritableKeyPath<RecipientForm, String> & Sendable, typed: String, key: String) throws {
        var form = RecipientForm.sample()
        form[keyPath: field] = typed
        #expect(try Self.failures(form, in: "siedlce") == [key])
    }

    @Test("A channel that the town has not is refused")
    func channels() throws {
        var form = RecipientForm.sample()
        form.ePUAP = "/zmyslona/SkrytkaESP"
        #expect(try Self.failures(form, in: "demo") == ["recipient.channelNotOffered"])
    }

    @Test("The code goes where it was asked for, else to the first channel of the town that has an address")
    func codeChannel() throws {
        let town = try ProjectTown.named("demo")
        let rules = try #require(town.recipients)
        for (wanted, email, sent) in [
            (nil, "ewa@example.org", MessageChannel.email), (.sms, "ewa@example.org", .sms), (nil, "", .sms),
            (.email, "", .sms),
        ] as [(MessageChannel?, String, MessageChannel)] {
            var form = RecipientForm.sample()
            (form.email, form.phone, form.codeChannel) = (email, "600 100 200", wanted)
            var check = RecipientFormCheck(form, by: rules, SearchAddresses(.empty), in: town, on: Self.today)
            let checked = try check.finish()
            #expect(checked.codeChannel == sent)
        }
    }

    @Test("What people are chosen by survives its sealed form, with and without an address of the register")
    func traits() throws {
        let place = PersonalAddress.RegisteredPlace(
            settlement: ID("s"),
            street: ID("u"),
            house: "12A",
            point: try #require(Coordinate(latitude: 52.1676, longitude: 22.2901)),
            district: "Śródmieście"
        )
        let names = try PersonName(typed: "Ewa")
        for address in [nil, PersonalAddress(line: "ul. Zmyślona 12A"), PersonalAddress(line: "x", registered: place)] {
            let profile = RecipientProfile(
                givenName: names,
                surname: names,
                birthDate: CivilDate(1961, 2, 3),
                sex: .female,
                address: address,
                contacts: RecipientContacts()
            )
            let traits = RecipientTraits(profile)
            #expect(try RecipientTraits(plainBytes: traits.plainBytes()) == traits)
            #expect(traits.place == address?.registered)
        }
    }
}
