import CityDomain
import CityKit
import Foundation
import Testing

@testable import CityIdentity

@Suite struct ProviderSettingsTests {
    private static func read(_ text: String) throws -> [ProviderSettings] {
        try IdentitySettings.written(text).providers
    }

    @Test("A known service needs a client and a secret; it is in a third country")
    func preset() throws {
        let all = try Self.read(
            """
            { providers: [
              { id: "google", preset: "google", client: "c1", secretFile: "SECRET" },
              { id: "facebook", preset: "facebook", client: "c2", secretFile: "SECRET" },
            ] }
            """
        )
        #expect(all.map(\.provider.name) == ["Google", "Facebook"])
        #expect(all.allSatisfy { $0.provider.isInThirdCountry && !$0.isInside })
        #expect(all.map(\.client) == ["c1", "c2"] && all.map(\.secret) == ["geheim", "geheim"])
    }

    @Test("Any other service is named by its issuer, or by its addresses")
    func others() throws {
        let all = try Self.read(
            """
            { providers: [
              { id: "gmina", name: "Konto gminne", issuer: "https://id.example", client: "c", secretFile: "SECRET", inside: true,
                electronicIdentity: ["substantial", "high"] },
              { id: "old", name: "Old", client: "c", secretFile: "SECRET", thirdCountry: true,
                oauth: { authorize: "https://a.example", token: "https://t.example", user: "https://u.example", scope: "me",
                  subject: "uid" } },
            ] }
            """
        )
        #expect(all.map(\.provider.isInThirdCountry) == [false, true])
        #expect(all.map(\.isInside) == [true, false])
        #expect(all.map(\.electronicIdentity) == [["substantial", "high"], []])
        guard case .oauth(let oauth) = all[1].way else {
            Issue.record("the second is by OAuth 2")
            return
        }
        #expect([oauth.fields.subject, oauth.fields.email] == ["uid", "email"])
    }

    @Test(
        "What cannot be used is named by its place",
        arguments: [
            (#"{ id: "x", preset: "google", client: "c", secretFile: "/none" }"#, "providers[0].secretFile"),
            (#"{ id: "x", client: "c", secretFile: "SECRET" }"#, "providers[0]"),
            (#"{ id: "x", preset: "google", issuer: "https://i", client: "c", secretFile: "SECRET" }"#, "providers[0]"),
            (#"{ id: "x", issuer: "https://i", client: "c", secretFile: "SECRET" }"#, "providers[0].name"),
            (#"{ id: "x", preset: "gogle", client: "c", secretFile: "SECRET" }"#, "providers[0].preset"),
            (#"{ id: "x", preset: "google", client: "c", secret: "s", secretFile: "SECRET" }"#, "providers[0].secret"),
            (#"{ id: "x", preset: "google", secretFile: "SECRET" }"#, "providers[0].client"),
            (
                #"{ id: "x", preset: "google", client: "c", secretFile: "SECRET", staffOf: ["kielce"] }"#,
                "providers[0].staffOf"
            ),
            (
                #"{ id: "x", name: "X", issuer: "https://i", client: "c", secretFile: "SECRET", trustsAddresses: true }"#,
                "providers[0].trustsAddresses"
            ),
            (
                #"{ id: "x", name: "X", issuer: "https://i", client: "c", secretFile: "SECRET", secondFactor: { amr: ["mfa"] } }"#,
                "providers[0].secondFactor"
            ),
            (
                #"{ id: "x", preset: "facebook", client: "c", secretFile: "SECRET", electronicIdentity: ["high"] }"#,
                "providers[0].electronicIdentity"
            ),
        ]
    )
    func faults(entry: String, path: String) {
        let problems = IdentitySettings.problems("{ providers: [ \(entry) ] }")
        #expect(problems.map(\.path) == [path], "\(problems)")
    }

    @Test("A service of an office says whose, and how it tells that it asked for a second factor")
    func office() throws {
        let all = try Self.read(
            """
            { providers: [
              { id: "entra", name: "Urząd", issuer: "https://id.example", client: "c", secretFile: "SECRET",
                staffOf: ["kielce", "demo"], trustsAddresses: true, secondFactor: { amr: ["mfa"], acr: ["2"] } },
            ] }
            """
        )
        #expect(all.map(\.provider.users) == [.staff(of: [ID("kielce"), ID("demo")])])
        #expect(all.first?.trustsAddresses == true && all.first?.secondFactor?.amr == ["mfa"])
    }

    @Test("A service is there once, and a file that cannot be read is named")
    func repeated() {
        let entry = #"{ id: "google", preset: "google", client: "c", secretFile: "SECRET" }"#
        let problems = IdentitySettings.problems("{ providers: [ \(entry), \(entry) ] }")
        #expect(problems.map(\.problem) == ["“google” is there twice"])
        #expect(throws: FileFaults.self) { try IdentitySettings(file: "/none") }
    }
}
