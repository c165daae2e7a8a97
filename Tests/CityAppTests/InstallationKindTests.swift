import CityDomain
import CityStorage
import CityTestSupport
import CityWeb
import Foundation
import Testing

@testable import CityApp

/// What an installation is for, as its first start decided.
@Suite struct InstallationKindTests {
    private static func start(_ kind: InstallationKind, _ settings: Settings) async throws {
        let foundations = try await Foundations(settings, role: .owner, kind: kind)
        await foundations.database.close()
    }

    @Test(
        "The first start decides; another kind is refused from then on, with the way to mend it",
        arguments: Engine.available
    )
    func first(_ engine: Engine) async throws {
        for (first, second) in [
            (InstallationKind.training, InstallationKind.real), (.real, .training), (.demo, .training), (.real, .demo),
        ] {
            try await TestInstallation.with(engine) { installation in
                try await installation.withFreePlace { settings in
                    try await Self.start(first, settings)
                    try await Self.start(first, settings)
                    let fault = await #expect(throws: SettingsFault.self, "\(first), \(second)") {
                        try await Self.start(second, settings)
                    }
                    #expect(fault?.description.contains("and stays so.") == true)
                }
            }
        }
    }

    @Test("A database with data that no start has named never becomes a training", arguments: Engine.available)
    func data(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { _ in }
            let settings = try await installation.settings()
            let fault = await #expect(throws: SettingsFault.self) { try await Self.start(.training, settings) }
            #expect(fault?.description.contains("has data already") == true)
            try await Self.start(.real, settings)
        }
    }

    @Test("Only real letters are carried by a process of their own", arguments: Engine.available)
    func worker(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await InstallationKind.checkWorker(on: database)
            try await InstallationKind.training.settle(in: database)
            await #expect(throws: SettingsFault.self) { try await InstallationKind.checkWorker(on: database) }
        }
        try await engine.withDatabase { database in
            try await InstallationKind.real.settle(in: database)
            try await InstallationKind.checkWorker(on: database)
        }
    }

    @Test("In a training letters stay in memory, also where a mail server is set, and webhooks go nowhere")
    func silence() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let settings = try await installation.settings(["mail": "smtp://127.0.0.1:1"])
            try await installation.run { _ in }
            let foundations = try await Foundations(settings, role: .guest)
            let training = try Composition(foundations, as: .training)
            #expect(training.mailbox != nil && training.webhookChannel is SilentChannel<WebhookMessage>)
            #expect(training.site.demo?.purpose == .training)
            let real = try Composition(foundations, as: .real)
            #expect(real.mailbox == nil && real.site.demo == nil)
            await foundations.database.close()
        }
    }
}
