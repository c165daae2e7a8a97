import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityIdentity

@Suite struct DirectorySettingsTests {
    private static func read(_ entries: String) throws -> [DirectorySettings] {
        try IdentitySettings.written("{ directories: [ \(entries) ] }").directories
    }

    @Test(
        "A directory is asked over TLS, but where it stands inside and has none",
        arguments: [
            (#"address: "ldaps://d.example""#, "tls(authorities: nil)"),
            (#"address: "ldap://d.example""#, "tls(authorities: nil)"),
            (#"address: "ldap://d.example", authorities: "/a.pem""#, #"tls(authorities: Optional("/a.pem"))"#),
            (#"address: "ldap://d.example", inside: true"#, "none"),
            (#"address: "ldaps://d.example", inside: true"#, "tls(authorities: nil)"),
        ]
    )
    func encryption(address: String, expected: String) throws {
        let all = try Self.read(#"{ \#(address), base: "dc=x", filter: "(mail={login})", staffOf: ["kielce"] }"#)
        #expect(all.map { "\($0.encryption)" } == [expected])
        #expect(all.first?.towns == [ID("kielce")] && all.first?.seeker == nil)
    }

    @Test("Who looks for people has a name and a password in a file")
    func seeker() throws {
        let all = try Self.read(
            """
            { address: "ldaps://d", base: "dc=x", filter: "(mail={login})", staffOf: ["kielce"], bindName: "cn=r",
              passwordFile: "SECRET" }
            """
        )
        #expect(all.first?.seeker?.name == "cn=r" && all.first?.seeker?.password == "geheim")
    }

    @Test(
        "What cannot be used is named by its place",
        arguments: [
            (
                #"address: "http://d", base: "b", filter: "(mail={login})", staffOf: ["kielce"]"#,
                "directories[0].address"
            ),
            (#"address: "ldaps://d", base: "b", filter: "(mail=x)", staffOf: ["kielce"]"#, "directories[0].filter"),
            (#"address: "ldaps://d", base: "b", filter: "(mail={login})", staffOf: []"#, "directories[0].staffOf"),
            (#"address: "ldaps://d", base: "b", filter: "(mail={login})""#, "directories[0].staffOf"),
            (
                #"address: "ldaps://d", base: "b", filter: "(mail={login})", staffOf: ["kielce"], bindName: "n""#,
                "directories[0]"
            ),
            (
                #"address: "ldaps://d", base: "b", filter: "(mail={login})", staffOf: ["kielce"], bindName: "n", passwordFile: "/none""#,
                "directories[0].passwordFile"
            ),
        ]
    )
    func faults(entry: String, path: String) {
        #expect(IdentitySettings.problems("{ directories: [ { \(entry) } ] }").map(\.path) == [path])
    }

    @Test("A password is asked of one directory")
    func twice() {
        let entry = #"{ address: "ldaps://d", base: "b", filter: "(mail={login})", staffOf: ["kielce"] }"#
        #expect(IdentitySettings.problems("{ directories: [ \(entry), \(entry) ] }").map(\.path) == ["directories"])
    }

    @Test(
        "Nothing that somebody types means anything in a filter",
        arguments: [
            ("ida@urzad.example", "ida@urzad.example"), ("*", #"\2a"#), ("a)(uid=*", #"a\29\28uid=\2a"#),
            (#"\"#, #"\5c"#), ("\u{0}", #"\00"#), ("ż", #"\c5\bc"#), ("", ""),
        ]
    )
    func escaping(typed: String, written: String) { #expect(LDAPFilter.escaped(typed) == written) }
}

extension IdentitySettings {
    /// Writes the file and a secret beside it; `SECRET` in the text stands for its path.
    static func written(_ text: String) throws -> IdentitySettings {
        let folder = FileManager.default.temporaryDirectory.appending(path: "providers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (secret, file) = (folder.appending(path: "secret"), folder.appending(path: "providers.json5"))
        try "  geheim\n".write(to: secret, atomically: true, encoding: .utf8)
        try text.replacing("SECRET", with: secret.path).write(to: file, atomically: true, encoding: .utf8)
        return try IdentitySettings(file: file.path)
    }

    /// What is wrong in such a file.
    static func problems(_ text: String) -> [FileFault] {
        do {
            _ = try written(text)
            return []
        } catch let faults as FileFaults {
            return faults.all
        } catch {
            return [FileFault(file: "", problem: "\(error)")]
        }
    }
}
