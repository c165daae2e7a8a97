import Testing

/// One word for one feature, the same in every layer, so that a search for a file name finds the whole feature.
@Suite struct FeatureTests {
    /// The words come from the regulations; `docs/glossary.md` is their source.
    static let features: Set<String> = [
        "Abuse", "Accounts", "Audit", "Backup", "Casework", "Channels", "Comments", "Complaints", "Configuration",
        "Contractors", "Deadlines",
        "Addresses", "Digests", "Disruptions", "Erasure", "Exports", "Files", "Filing", "Ideas", "Identity", "Imports",
        "Indexes",
        "Joins",
        "Merges", "Messages", "Municipality", "Outbox", "Passkeys", "Privacy", "Questions", "Recipients", "Redaction",
        "Registers",
        "Replies", "Reports", "Representation",
        "Requests", "Retention", "Rights", "Routing", "Satisfaction", "Setup", "Splits", "Statistics", "Supports",
        "Templates",
        "Webhooks",
    ]

    /// Folders that are no feature, by target.
    static let technical: [String: Set<String>] = [
        "CityStorage": ["Database"],
        "CityVault": ["Keys", "Passwords"], "CityIdentity": ["Directory"],
        "CityChannels": ["APNs", "Email", "FCM", "Push", "SMS", "WebPush"],
        "CityWeb": ["API", "App", "Design", "Open311"],
        "ratusz": ["Commands"],
    ]

    @Test("Folders are features or have a place in the table", arguments: ImportTests.allowed.keys.sorted())
    func folders(target: String) {
        let folders = Set(SwiftSource.of(target).compactMap(\.feature))
        expectNone(folders.subtracting(Self.features).subtracting(Self.technical[target] ?? []))
    }

    /// Which feature of the domain may speak of which; a feature names another only where a line here says so.
    static let edges: [String: Set<String>] = [
        "Setup": ["Accounts", "Audit", "Configuration", "Municipality", "Privacy"],
        "Abuse": ["Accounts", "Audit", "Municipality", "Privacy", "Reports"],
        "Accounts": ["Audit", "Channels", "Messages", "Municipality", "Passkeys", "Privacy", "Reports"],
        "Audit": [
            "Abuse", "Accounts", "Casework", "Comments", "Complaints", "Contractors", "Disruptions", "Erasure",
            "Exports",
            "Messages", "Municipality", "Privacy", "Recipients", "Registers", "Reports",
            "Representation", "Retention", "Rights", "Templates", "Webhooks",
        ],
        "Backup": ["Files", "Municipality", "Privacy", "Reports"],
        "Casework": ["Accounts", "Audit", "Files", "Municipality", "Privacy", "Reports", "Supports"],
        "Channels": ["Messages", "Municipality", "Privacy"],
        "Comments": ["Accounts", "Audit", "Channels", "Messages", "Municipality", "Privacy", "Reports"],
        "Complaints": ["Accounts", "Audit", "Channels", "Messages", "Municipality", "Privacy", "Reports"],
        "Configuration": ["Accounts", "Audit", "Municipality", "Privacy", "Reports"],
        "Contractors": [
            "Accounts", "Audit", "Casework", "Channels", "Messages", "Municipality", "Privacy", "Reports",
        ],
        "Deadlines": [],
        "Digests": ["Accounts", "Casework", "Channels", "Messages", "Municipality", "Privacy", "Reports"],
        "Disruptions": ["Accounts", "Audit", "Municipality"],
        "Erasure": ["Accounts", "Audit", "Channels", "Messages", "Municipality", "Privacy", "Reports"],
        "Exports": ["Municipality", "Privacy", "Reports"],
        "Files": ["Privacy"],
        "Addresses": ["Accounts", "Audit", "Imports", "Municipality", "Privacy"],
        "Ideas": ["Municipality", "Reports", "Supports"],
        "Identity": ["Accounts", "Audit", "Municipality", "Privacy"],
        "Imports": ["Audit", "Municipality", "Privacy", "Reports", "Statistics"],
        "Indexes": ["Accounts", "Audit", "Municipality", "Privacy", "Recipients", "Reports", "Supports"],
        "Joins": ["Accounts", "Audit", "Channels", "Messages", "Municipality", "Privacy", "Reports"],
        "Merges": [
            "Accounts", "Addresses", "Audit", "Municipality", "Privacy", "Reports", "Representation", "Rights",
        ],
        "Messages": [
            "Accounts", "Audit", "Channels", "Comments", "Complaints", "Contractors", "Digests", "Erasure", "Joins",
            "Municipality",
            "Outbox", "Recipients", "Replies", "Reports", "Rights", "Supports", "Webhooks",
        ],
        "Municipality": ["Audit", "Ideas", "Identity", "Privacy", "Recipients", "Reports"],
        "Outbox": ["Reports"],
        "Passkeys": ["Accounts", "Municipality", "Privacy"],
        "Privacy": ["Municipality"],
        "Filing": ["Casework", "Municipality", "Privacy", "Replies", "Reports", "Rights", "Satisfaction"],
        "Questions": ["Accounts", "Audit", "Municipality", "Reports"],
        "Recipients": [
            "Accounts", "Addresses", "Audit", "Channels", "Messages", "Municipality", "Privacy", "Reports",
        ],
        "Redaction": ["Accounts", "Audit", "Casework", "Files", "Municipality", "Privacy", "Reports"],
        "Registers": ["Accounts", "Audit", "Municipality", "Privacy", "Reports"],
        "Reports": [
            "Abuse", "Accounts", "Audit", "Channels", "Deadlines", "Files", "Joins", "Messages", "Municipality",
            "Privacy",
            "Replies", "Representation", "Requests", "Splits", "Templates",
        ],
        "Replies": [
            "Accounts", "Audit", "Casework", "Files", "Messages", "Municipality", "Privacy", "Reports",
        ],
        "Representation": ["Accounts", "Audit", "Municipality", "Privacy"],
        "Requests": ["Accounts", "Municipality", "Privacy", "Reports"],
        "Retention": ["Accounts", "Audit", "Erasure", "Municipality", "Reports"],
        "Rights": [
            "Abuse", "Accounts", "Addresses", "Audit", "Channels", "Comments", "Complaints", "Erasure", "Files",
            "Messages",
            "Municipality",
            "Privacy", "Replies", "Reports", "Representation", "Satisfaction",
        ],
        "Routing": ["Accounts", "Municipality", "Privacy", "Reports"],
        "Satisfaction": ["Accounts", "Municipality", "Privacy", "Reports"],
        "Splits": ["Accounts", "Audit", "Casework", "Municipality", "Privacy", "Reports"],
        "Statistics": ["Accounts", "Municipality", "Privacy", "Reports", "Satisfaction"],
        "Supports": ["Accounts", "Channels", "Ideas", "Joins", "Messages", "Municipality", "Privacy", "Reports"],
        "Templates": ["Accounts", "Audit", "Municipality", "Reports"],
        "Webhooks": [
            "Accounts", "Audit", "Channels", "Messages", "Municipality", "Outbox", "Privacy", "Reports", "Requests",
        ],
    ]

    @Test("A feature of the domain knows only the features it may", arguments: edges.keys.sorted())
    func domainEdges(feature: String) {
        #expect(used(by: feature) == Self.edges[feature] ?? [])
    }

    /// The other features whose top-level names stand in the code of `feature`.
    private func used(by feature: String) -> Set<String> {
        let own = SwiftSource.of("CityDomain").filter { $0.feature == feature }
        let ownNames = Set(own.flatMap(\.declaredTypes))
        let words = Set(own.flatMap { $0.code.matches(of: /\b[A-Z]\w*/).map { String($0.output) } })
        let used = SwiftSource.of("CityDomain").filter { source in
            source.feature != feature && !words.isDisjoint(with: Set(source.topLevelTypes).subtracting(ownNames))
        }
        return Set(used.compactMap(\.feature))
    }
}
