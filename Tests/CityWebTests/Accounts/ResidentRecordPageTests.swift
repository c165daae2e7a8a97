import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// The page of an account at the office.
@Suite struct ResidentRecordPageTests {
    /// The page of the account of Ida, found by an administrator.
    private static func record(_ site: TestSite) async throws -> (officer: Browser, path: String) {
        let officer = try await site.administrator()
        let found = try await officer.post("/\(site.town.id)/office/residents", ["email": "ida@example.org"])
        return (officer, found.location)
    }

    @Test("The level is given and taken back at the office, and shown on both sides")
    func level() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let (officer, path) = try await Self.record(site)
            for level in [VerificationLevel.seenInPerson, .contactConfirmed] {
                let fields: KeyValuePairs = ["level": level.rawValue, "name": "Ida Przykładowa"]
                let done = try await officer.post("\(path)/verify", fields)
                let said = site.words()(level.text)
                #expect(try await officer.follow(done).page.text.contains(said))
                #expect(try await browser.get("/suprasl/account").page.text.contains(said))
            }
        }
    }

    @Test(
        "A level that the office does not give, and a name that is not the account's, are refused",
        arguments: [
            ("electronicIdentity", "Ida Przykładowa", 422), ("x", "Ida Przykładowa", 422), ("seenInPerson", "Eda", 409),
        ]
    )
    func refusals(level: String, name: String, status: Int) async throws {
        try await TestSite.with("suprasl") { site in
            _ = try await site.resident()
            let (officer, path) = try await Self.record(site)
            #expect(try await officer.post("\(path)/verify", ["level": level, "name": name]).status == status)
        }
    }

    @Test(
        "The office deletes an account with ground and reason, and the person reads the reason in the last letter",
        .clause("suprasl/IX.1", "kremenchuk/A2.6.3"),
        arguments: ["suprasl", "kremenchuk"]
    )
    func erase(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            let (officer, path) = try await Self.record(site)
            let faulty: [(KeyValuePairs<String, String>, String)] = [
                (["erasureReason": "Obelgi."], "ground"),
                (["ground": "unlawful", "erasureReason": " "], "erasureReason"),
            ]
            for (fields, field) in faulty {
                let answer = try await officer.post("\(path)/erase", fields)
                #expect(answer.status == 422 && answer.page.markup.contains("id=\"\(field)-error\""), "\(field)")
            }
            let done = try await officer.post("\(path)/erase", ["ground": "unlawful", "erasureReason": "Obelgi."])
            #expect(done.location == "/\(name)/office/residents?erased=1")
            let words = site.words(name == "kremenchuk" ? .ukrainian : .polish)
            #expect(try await officer.follow(done).page.text.contains(words("residents.erased")))
            #expect(try await browser.get("/\(name)/account").location == "/\(name)/account/sign-in")
            let letter = try #require(try await site.hall.mail().last)
            #expect(letter.to.address.text == "ida@example.org" && letter.text.contains("Obelgi."))
            #expect(try await officer.get(path).status == 404)
        }
    }

    @Test("Who does not manage accounts neither verifies nor deletes one")
    func rights() async throws {
        try await TestSite.with("suprasl") { site in
            _ = try await site.resident()
            let (_, path) = try await Self.record(site)
            let clerk = try await site.officer()
            for act in ["verify", "erase"] {
                let fields: KeyValuePairs = [
                    "level": "seenInPerson", "name": "Ida Przykładowa", "ground": "unlawful", "erasureReason": "x",
                ]
                #expect(try await clerk.post("\(path)/\(act)", fields).status == 403, "\(act)")
            }
        }
    }
}
