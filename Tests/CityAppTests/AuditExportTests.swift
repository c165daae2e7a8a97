import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Foundation
import Testing

@testable import CityApp

@Suite struct AuditExportTests {
    /// A line as somebody else reads it.
    private struct Line: Decodable {
        let sequence: Int
        let at: Int64
        let id, municipality, kind, actor, object, hash, previous: String
        let role, part, reason, request, sealed: String?

        /// The hash by the rule of `docs/audit.md`, which knows nothing of the program.
        var recalculated: String? {
            guard let previous = Hex.bytes(previous, count: 32) else { return nil }
            var form = Data(previous)
            for number in [UInt64(sequence), UInt64(bitPattern: at)] {
                withUnsafeBytes(of: number.bigEndian) { form.append(contentsOf: $0) }
            }
            let words = [id, municipality, kind, actor, role, object, part, reason, request].map {
                $0.map { [UInt8]($0.utf8) }
            }
            for word in words + [sealed.flatMap { Hex.bytes($0, count: $0.utf8.count / 2) }] {
                withUnsafeBytes(of: UInt32(word?.count ?? Int(UInt32.max)).bigEndian) { form.append(contentsOf: $0) }
                form.append(contentsOf: word ?? [])
            }
            return Hex.text(SodiumAuditDigest().hash([UInt8](form)))
        }
    }

    /// Three entries of two towns on three days, linked.
    private static func with(
        _ engine: Engine,
        _ body: (_ export: (_ town: String?, _ from: String?, _ to: String?) async throws -> [Line]) async throws ->
            Void
    ) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            try await installation.run { composition in
                for (town, day) in [("demo", 1), ("kielce", 2), ("demo", 3)] {
                    let at = Instant(milliseconds: 1_775_037_600_000 + Int64(day - 1) * 86_400_000)
                    let act = RecordAudit.Act(.residentSought, .residents, values: ["email": "ida@example.org"])
                    try await composition.audit(act, by: .command("ratusz test"), in: ID(town), at: at)
                }
                _ = try await LinkAudit(store: composition.auditStore, digest: SodiumAuditDigest())()
            }
            let file = installation.folder.appending(path: "audit.jsonl").path
            try await body { town, from, to in
                let export = AuditExport(
                    to: file,
                    of: town,
                    from: from.flatMap(CivilDate.init),
                    until: to.flatMap(CivilDate.init)
                )
                let count = try await export.run(settings)
                let text = try String(contentsOfFile: file, encoding: .utf8)
                #expect(!text.contains("ida@example.org"))
                let lines = try text.split(separator: "\n").map {
                    try JSONDecoder().decode(Line.self, from: Data($0.utf8))
                }
                #expect(lines.count == count)
                return lines.filter { $0.kind == "resident.sought" }
            }
        }
    }

    @Test("Every line can be checked on its own, without the program", arguments: Engine.available)
    func lines(_ engine: Engine) async throws {
        try await Self.with(engine) { export in
            let lines = try await export(nil, nil, nil)
            #expect(lines.map(\.municipality) == ["demo", "kielce", "demo"])
            #expect(lines.allSatisfy { $0.sealed != nil && $0.hash == $0.recalculated })
        }
    }

    @Test(
        "A town and days choose entries; both days count",
        arguments: [
            ("demo", nil, nil, [1, 3]), (nil, "2026-04-02", nil, [2, 3]), (nil, nil, "2026-04-02", [1, 2]),
            ("demo", "2026-04-01", "2026-04-02", [1]), ("kielce", "2026-04-03", nil, []),
        ] as [(String?, String?, String?, [Int])]
    )
    func choice(town: String?, from: String?, to: String?, days: [Int]) async throws {
        try await Self.with(.sqlite) { export in
            let found = try await export(town, from, to)
            #expect(found.map { Instant(milliseconds: $0.at).rfc3339.prefix(10) } == days.map { "2026-04-0\($0)" })
        }
    }
}
