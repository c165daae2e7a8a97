import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityApp

/// `ratusz pause` and the files it leaves for a running server.
@Suite struct PauseCommandTests {
    @Test("A pause begins for one town or all, outlasts a restart, and ends", arguments: Engine.available)
    func course(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { _ in }
            let settings = try await installation.settings()
            #expect(PauseCommands.status(settings) == ["nothing is paused"])
            let first = try await PauseCommands.begin(town: "kielce", until: "2126-05-01 06:00", settings)
            #expect(first == ["kielce: paused until 2126-05-01 06:00 (Europe/Warsaw); `ratusz pause off` ends it"])
            let (kielce, demo, now) = (ID<Municipality>("kielce"), ID<Municipality>("demo"), SystemTime().now)
            // A server that starts now reads what a command left before.
            #expect(settings.pauses.pause(of: kielce, at: now)?.until?.rfc3339 == "2126-05-01T04:00:00Z")
            #expect(settings.pauses.pause(of: demo, at: now) == nil)
            #expect(settings.pauses.pause(of: nil, at: now) == nil)
            _ = try await PauseCommands.begin(town: nil, until: nil, settings)
            #expect(
                settings.pauses.pause(of: demo, at: now)?.until == nil && settings.pauses.pause(of: nil, at: now) != nil
            )
            #expect(settings.pauses.pause(of: kielce, at: now)?.until != nil)
            #expect(PauseCommands.status(settings).count == 2)
            let open = try await PauseCommands.end(town: nil, settings)
            #expect(open == ["all towns: open again", "kielce: still paused"])
            #expect(try await PauseCommands.end(town: "kielce", settings) == ["kielce: open again"])
            #expect(try await PauseCommands.end(town: "kielce", settings) == ["kielce: was not paused"])
            #expect(settings.pauses.pause(of: kielce, at: now) == nil)
        }
    }

    @Test(
        "What cannot be meant is refused",
        arguments: [
            ("nowhere", nil as String?, "there is no town “nowhere”"), ("kielce", "tomorrow", "is no moment"),
            ("kielce", "2020-01-01 06:00", "is over already"),
        ]
    )
    func refused(town: String, until: String?, problem: String) async throws {
        try await TestInstallation.with(.sqlite) { installation in
            try await installation.run { _ in }
            let settings = try await installation.settings()
            let fault = await #expect(throws: Maintenance.Fault.self) {
                try await PauseCommands.begin(town: town, until: until, settings)
            }
            #expect(fault?.description.contains(problem) == true)
            await #expect(throws: Maintenance.Fault.self) { try await PauseCommands.end(town: "../kielce", settings) }
            #expect(PauseCommands.status(settings) == ["nothing is paused"])
        }
    }

    @Test("A running server notices a pause and its end within a second; a broken file pauses all the same")
    func noticed() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ratusz-pauses-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (files, town, now) = (PauseFiles(folder: folder), ID<Municipality>("kielce"), Instant.monday)
        #expect(files.pause(of: town, at: now) == nil)
        try PauseFiles(folder: folder).set(Pause(since: now, until: nil), for: nil)
        #expect(files.pause(of: town, at: now + .milliseconds(999)) == nil)
        #expect(files.pause(of: town, at: now + .seconds(1)) == Pause(since: now, until: nil))
        try Data("no JSON".utf8).write(to: folder.appending(path: "all"))
        #expect(files.pause(of: town, at: now + .seconds(2)) != nil)
        #expect(try PauseFiles(folder: folder).remove(of: nil))
        #expect(files.pause(of: town, at: now + .seconds(3)) == nil)
    }

    @Test("The page for a proxy is made from the towns of the database", arguments: Engine.available)
    func page(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { _ in }
            let page = try await PauseCommands.page(town: "kielce", installation.settings())
            #expect(page.contains("smartcity@kielce.eu") && !page.contains("urzad@przykladow.example"))
        }
    }
}
