import CityDomain
import CityKit
import Foundation
import Testing

@testable import CityIdentity

@Suite struct ProviderSettingsTests {
    /// Writes the file and a secret beside it; `SECRET` in the text stands for its path.
    private static func read(_ text: String) throws -> [ProviderSettings] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "providers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (secret, file) = (folder.appending(path: "secret"), folder.appending(path: "providers.json5"))
        try "  geheim\n".write(to: secret, atomically: true, encoding: .utf8)
        try text.replacing("SECRET", with: secret.path).write(to: file, atomically: true, encoding: .utf8)
        return try ProviderSettings.read(file.path)
    }

    private static func problems(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let faults as FileFaults {
            return faults.all.map { "\($0.path): \($0.problem)" }
        } catch {
            return ["\(error)"]
        }
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
              { id: "gmina", name: "Konto gminne", issuer: "https://id.example", client: "c", secretFile: "SECRET", inside: true },
              { id: "old", name: "Old", client: "c", secretFile: "SECRET", thirdCountry: true,
                oauth: { authorize: "https://a.example", token: "https://t.example", user: "https://u.example", scope: "me",
                  subject: "uid" } },
            ] }
            """
        )
        #expect(all.map(\.provider.isInThirdCountry) == [false, true])
        #expect(all.map(\.isInside) == [true, false])
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
        ]
    )
    func faults(entry: String, path: String) {
        let problems = Self.problems("{ providers: [ \(entry) ] }")
        #expect(problems.count == 1 && problems[0].hasPrefix("\(path):"), "\(problems)")
    }

    @Test("A service is there once, and a file that cannot be read is named")
    func repeated() {
        let entry = #"{ id: "google", preset: "google", client: "c", secretFile: "SECRET" }"#
        #expect(Self.problems("{ providers: [ \(entry), \(entry) ] }") == ["providers: “google” is there twice"])
        #expect(throws: FileFaults.self) { try ProviderSettings.read("/none") }
    }
}
