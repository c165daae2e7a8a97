import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// Programs of the office cover photos, and everybody's programs get them covered.
@Suite struct RedactionAPITests {
    private static let covering =
        #"{"version": 0, "areas": ["box 10 20 30 40.5", "blur 0 0 5 5"], "caption": "Dziura"}"#

    private static func with(
        _ body: @Sendable (_ office: Program, _ everybody: Program, _ at: [String: String]) async throws -> Void
    ) async throws {
        try await TestSite.with("kielce") { site in
            let photo = try await site.hall.submitWithPhoto(in: site.town)
            let number = ReportNumber(year: 2026, sequence: 1)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let at = ["number": "2026-1", "photo": photo.rawValue, "size": "large"]
            try await body(try await Program(.administrator, site), try await Program(nil, site), at)
        }
    }

    @Test("What a program covered, everybody gets covered, with its caption; the office gets what was sent")
    func covered() async throws {
        try await Self.with { office, everybody, at in
            let covered = try await office.call("redactPhoto", at, body: Self.covering)
            #expect(covered.status == 200)
            let judged = try await office.call("judgePhoto", at, body: #"{"decision": "release"}"#)
            let address = "http://localhost/kielce/photos/\(at["photo"] ?? "")/large?v=2"
            #expect(judged.body.contains(#""large":"\#(address)""#))
            let report = try await everybody.call("getReport", at)
            for part in [#""caption":"Dziura""#, address, #""version":2"#] { #expect(report.body.contains(part)) }
            for (program, areas) in [(office, 0), (everybody, 2)] {
                let picture = String(decoding: FakePhotoProcessor.picture(covered: areas), as: UTF8.self)
                let shown = try await program.call("getPhoto", at).body
                #expect(shown == picture)
            }
        }
    }

    @Test("A program covers the version that it read, what can be covered, and uncovers only when it says so")
    func refused() async throws {
        try await Self.with { office, _, at in
            let covered = try await office.call("redactPhoto", at, body: Self.covering)
            #expect(covered.status == 200)
            for (status, body) in [
                (409, Self.covering), (422, #"{"version": 2, "areas": []}"#),
                (422, #"{"version": 2, "areas": ["box 90 0 20 1"]}"#),
                (422, #"{"version": 2, "areas": ["oval 1 1 1 1"]}"#),
                (200, #"{"version": 2, "areas": [], "uncovers": true, "decision": "release"}"#),
            ] {
                let answer = try await office.call("redactPhoto", at, body: body)
                #expect(answer.status == status, "\(body)")
            }
        }
    }
}
