import CityTestSupport
import Foundation
import Testing

/// Layers hold because nobody can reach past them.
@Suite struct ImportTests {
    /// What each target may import besides the Swift library; `docs/architecture.md` has the picture.
    static let allowed: [String: Set<String>] = [
        "CityKit": ["Foundation"],
        "CityDomain": ["CityKit", "Foundation", "Synchronization"],
        "CityVault": [
            "CDisk", "CityDomain", "CityKit", "Crypto", "CryptoExtras", "CSodium", "Foundation", "Synchronization",
        ],
        "CityMedia": [
            "CityDomain", "CityKit", "CQrencode", "Dispatch", "Foundation", "PhotoPipe", "Synchronization",
        ],
        "CityPaper": ["CPango", "CityDomain", "CityKit", "Dispatch"],
        "CityProjection": ["CProj", "CityDomain", "CityKit", "Synchronization"],
        "PhotoPipe": [],
        "CityStorage": ["CityDomain", "CityKit", "Dispatch", "Foundation", "Synchronization"],
        "CitySQLite": ["CityStorage", "Foundation", "GRDB", "GRDBSQLite", "Synchronization"],
        "CityPostgres": ["CityStorage", "CPq", "Foundation", "Synchronization"],
        "CityHTTP": ["CCurl", "CCurlShim", "CityKit", "Dispatch", "Foundation", "Synchronization"],
        "CityChannels": [
            "CityDomain", "CityHTTP", "CityKit", "CCurl", "CCurlShim", "CGMimeShim", "Crypto", "CryptoExtras",
            "Dispatch",
            "Foundation", "Synchronization",
        ],
        "CityIdentity": [
            "CLdap", "CityDomain", "CityHTTP", "CityKit", "Crypto", "Dispatch", "Foundation", "JWTKit",
            "Synchronization",
        ],
        "CityWeb": [
            "CityDomain", "CityKit", "Foundation", "HTTPTypes", "Hummingbird", "Logging", "NIOCore", "Synchronization",
        ],
        "CityApp": [
            "CityChannels", "CityDomain", "CityHTTP", "CityIdentity", "CityKit", "CityMedia", "CityPaper",
            "CityPostgres",
            "CityProjection", "CitySQLite",
            "CityStorage", "CityVault", "CityWeb", "Configuration", "Foundation", "FoundationXML", "Hummingbird",
            "HummingbirdCore", "Logging",
            "NIOCore", "ServiceLifecycle", "Synchronization", "UnixSignals",
        ],
        "ratusz-photos": ["CVipsShim", "Glibc", "PhotoPipe"],
        "ratusz": ["ArgumentParser", "CityApp", "CityDomain", "CityKit", "Foundation"],
    ]

    @Test("A target imports only what its layer may", arguments: allowed.keys.sorted())
    func imports(target: String) throws {
        let sources = SwiftSource.of(target)
        try #require(!sources.isEmpty, "no files in Sources/\(target)")
        let allowed = Self.allowed[target] ?? []
        let strangers = sources.flatMap { source in
            source.imports.filter { !allowed.contains($0) }.map { "\(source.path) imports \($0)" }
        }
        expectNone(strangers)
    }

    @Test("Every target has its row in the table")
    func complete() {
        let targets = Set(SwiftSource.program.map { String($0.path.split(separator: "/")[1]) })
        #expect(targets == Set(Self.allowed.keys))
    }

    @Test("Every product of a package that the manifest asks for is imported somewhere")
    func used() throws {
        let manifest = try String(contentsOf: ProjectFiles.root.appending(path: "Package.swift"), encoding: .utf8)
        let products = manifest.matches(of: /\.product\(name: "(\w+)"/).map { String($0.1) }
        let imported = Set(SwiftSource.everything.flatMap(\.imports))
        #expect(!products.isEmpty)
        expectNone(products.filter { !imported.contains($0) })
    }
}
