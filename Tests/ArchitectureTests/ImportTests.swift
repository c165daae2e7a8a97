import Testing

/// Layers hold because nobody can reach past them.
@Suite struct ImportTests {
    /// What each target may import besides the Swift library; `docs/architecture.md` has the picture.
    static let allowed: [String: Set<String>] = [
        "CityKit": ["Foundation"],
        "CityDomain": ["CityKit", "Foundation"],
        "CityVault": ["CityDomain", "CityKit", "CSodium", "Crypto", "Foundation", "Synchronization"],
        "CityMedia": ["CityDomain", "CityKit", "CQrencode"],
        "CityStorage": ["CityDomain", "CityKit", "Dispatch", "Foundation", "Synchronization"],
        "CitySQLite": ["CityStorage", "Foundation", "GRDB", "GRDBSQLite", "Synchronization"],
        "CityPostgres": ["CityStorage", "CPq", "Foundation", "Synchronization"],
        "CityChannels": ["CityDomain", "CityKit", "CCurl", "CCurlShim", "Dispatch", "Foundation", "Synchronization"],
        "CityWeb": [
            "CityDomain", "CityKit", "Foundation", "HTTPTypes", "Hummingbird", "Logging", "NIOCore", "Synchronization",
        ],
        "CityApp": [
            "CityChannels", "CityDomain", "CityKit", "CityMedia", "CityPostgres", "CitySQLite", "CityStorage",
            "CityVault",
            "CityWeb", "Configuration", "Foundation", "Hummingbird", "Logging", "NIOCore", "ServiceLifecycle",
            "Synchronization",
        ],
        "ratusz": ["ArgumentParser", "CityApp", "Foundation"],
    ]

    @Test("A target imports only what its layer may", arguments: allowed.keys.sorted())
    func imports(target: String) throws {
        let sources = SwiftSource.of(target)
        try #require(!sources.isEmpty, "no files in Sources/\(target)")
        let allowed = Self.allowed[target] ?? []
        let strangers = sources.flatMap { source in
            source.imports.filter { !allowed.contains($0) }.map { "\(source.path) imports \($0)" }
        }
        #expect(strangers == [])
    }

    @Test("Every target has its row in the table")
    func complete() {
        let targets = Set(SwiftSource.program.map { String($0.path.split(separator: "/")[1]) })
        #expect(targets == Set(Self.allowed.keys))
    }
}
