import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

/// What offices, firms and reporters do through the JSON interface.
@Suite struct ReportAPIWorkTests {
    private static let number = ["number": "2026-1"]

    /// A town with one report of a reporter; the body gets an operator's program and the reporter's.
    private static func site(
        _ town: String = "kielce",
        _ body: @Sendable (TestSite, Program, Program) async throws -> Void
    ) async throws {
        try await TestSite.with(town) { site in
            let receipt = try await site.hall.submit(in: site.town)
            var reporter = try await Program(nil, site)
            reporter.secret = receipt.secret.grouped
            try await body(site, try await Program(.operator, site), reporter)
        }
    }

    @Test("A firm takes a report, asks, gets its answer and closes it, and the history says that a program did it")
    func course() async throws {
        try await Self.site { site, _, reporter in
            let firm = try await Program(.contractor, site)
            let steps: [(String, String, String)] = [
                ("decideReport", #"{"status": "accepted", "publicText": "Nie świeci latarnia."}"#, "accepted"),
                ("askReporter", #"{"question": "Która latarnia?"}"#, "accepted"),
            ]
            for (id, body, status) in steps {
                #expect(try await firm.call(id, Self.number, body: body)["status"] == status, "\(id)")
            }
            let answered = try await reporter.call("replyToOffice", Self.number, body: #"{"answer": "Trzecia."}"#)
            #expect(answered.body.contains(#""act":"replied","answer":"Trzecia.""#))
            let twice = try await reporter.call("replyToOffice", Self.number, body: #"{"answer": "Trzecia."}"#)
            #expect([twice["status"], twice["code"]] == ["409", "conflict"])
            let working = #"{"status": "inProgress", "justification": "Zlecone."}"#
            #expect(try await firm.call("decideReport", Self.number, body: working)["status"] == "inProgress")
            let closed = try await firm.call(
                "decideReport",
                Self.number,
                body: #"{"status": "done", "justification": "Wymieniono lampę."}"#
            )
            #expect(closed["status"] == "done")
            let report = try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town)
                .report
            let key = try #require(try await site.hall.apiKeys.all(in: site.town.id).last { $0.role == .contractor })
            #expect(report.history.last?.actor == .office(.program(key.id)))
        }
    }

    @Test("What the rules demand of an officer they demand of a program")
    func rules() async throws {
        try await Self.site { _, office, _ in
            let rows: [(String, Int, String)] = [
                (#"{"status": "done"}"#, 409, ""),
                (#"{"status": "rejected"}"#, 422, "rejection"),
                (#"{"status": "rejected", "rejection": "x"}"#, 422, "rejection"),
                (#"{"status": "rejected", "rejection": "duplicate"}"#, 422, "rejection"),
                (#"{"status": "rejected", "rejection": "duplicate", "earlier": "x"}"#, 422, "earlier"),
                (#"{"status": "rejected", "rejection": "duplicate", "earlier": "2026/9"}"#, 422, "earlier"),
                (#"{"status": "accepted"}"#, 422, "publicText"),
                (#"{"status": "x"}"#, 422, "status"),
                ("{}", 422, "status"),
            ]
            for (body, status, field) in rows {
                let answer = try await office.call("decideReport", Self.number, body: body)
                let blamed = answer.body.firstMatch(of: /"field":"(\w+)"/).map { String($0.1) } ?? ""
                #expect(answer.status == status, "\(body)")
                #expect(blamed == field, "\(body)")
            }
        }
    }

    @Test("The office publishes, takes down, places, hands over and corrects through the interface")
    func work() async throws {
        try await Self.site { site, office, _ in
            func act(_ id: String, _ body: String) async throws -> Answer {
                try await office.call(id, Self.number, body: body)
            }
            let unit = try await office.call("getReport", Self.number)["unit"]
            let other = try #require(site.town.units.map(\.id.rawValue).first { $0 != unit })
            #expect(try await act("handOverReport", "{\"unit\": \"\(other)\", \"note\": \"Wasze.\"}")["unit"] == other)
            #expect(try await act("handOverReport", #"{"unit": "nowhere"}"#).status == 422)
            _ = try await act("decideReport", #"{"status": "accepted", "publicText": "Nie świeci."}"#)
            let listed = try await Program(nil, site).call("listReports")
            #expect(listed.body.contains(#""title":"Nie świeci""#))
            let published = try await act("publishReport", #"{"publicText": "Ciemno.", "publicAddress": "ul. Inna"}"#)
            #expect([published["description"], published["address"]] == ["Ciemno.", "ul. Inna"])
            let placed = try await act("placeReport", #"{"latitude": 50.85, "longitude": 20.6}"#)
            #expect([placed["latitude"], placed["longitude"]] == ["50.85", "20.6"])
            let map = try await Program(nil, site).call("mapReports", query: "?bbox=20.5,50.8,20.7,50.9")
            #expect(map.body.contains("20.600000,50.850000"))
            #expect(try await act("takeDownReport", #"{"reason": "Dane osoby."}"#)["isPublished"] == "0")
            #expect(try await act("correctReport", #"{"reason": "Pomyłka."}"#)["status"] == "new")
            #expect(try await act("correctReport", #"{"reason": "Pomyłka."}"#).status == 409)
        }
    }

    @Test("The inbox has what is open, a page at a time, and counts it")
    func inbox() async throws {
        try await Self.site { site, office, _ in
            for _ in 0..<2 { _ = try await site.hall.submit(in: site.town) }
            let first = try await office.call("listInbox", query: "?limit=2")
            #expect(first.body.matches(of: /"number":"/).count == 2)
            let rest = try await office.call("listInbox", query: "?limit=2&after=\(first["next"].escapedInQuery)")
            #expect(rest.body.matches(of: /"number":"/).count == 1)
            #expect(rest["next"] == "")
            let counts = #"{"new":3,"open":3,"overdue":0,"unassigned":3,"waiting":0}"#
            #expect(try await office.call("countInbox").body == counts)
            #expect(try await office.call("listInbox", query: "?status=done").body == #"{"reports":[]}"#)
            for query in ["?status=x", "?overdue=yes", "?limit=0", "?limit=101", "?limit=x"] {
                #expect(try await office.call("listInbox", query: query).status == 422, "\(query)")
            }
        }
    }

    @Test("The secret of a report opens it, changes its words, takes an address and takes the report back")
    func reporter() async throws {
        try await Self.site { site, _, reporter in
            #expect(try await reporter.call("getReport", Self.number).status == 200)
            let amended = try await reporter.call("amendReport", Self.number, body: #"{"description": "Dwie lampy."}"#)
            #expect(amended["description"] == "Dwie lampy.")
            let email = #"{"email": "ida@poczta.example"}"#
            #expect(try await reporter.call("giveEmail", Self.number, body: email).status == 200)
            #expect(try await reporter.call("giveEmail", Self.number, body: email).status == 409)
            #expect(try await reporter.call("withdrawReport", Self.number)["status"] == "closed")
            #expect(try await reporter.call("withdrawReport", Self.number).status == 409)
            var stranger = reporter
            stranger.secret = "0000-0000-0000-0000-0000-0000-00"
            for id in ["getReport", "withdrawReport"] {
                #expect(try await stranger.call(id, Self.number).status == 404, "\(id)")
            }
            #expect(try await Program(.operator, site).call("withdrawReport", Self.number).status == 401)
        }
    }

    @Test("Whoever reads a published report can ask for news of it; the address says nothing of who follows")
    func following() async throws {
        try await Self.site { site, office, _ in
            let program = try await Program(nil, site)
            let body = #"{"email": "ida@poczta.example", "language": "uk"}"#
            #expect(try await program.call("followReport", Self.number, body: body).status == 404)
            let accept = #"{"status": "accepted", "publicText": "Nie świeci."}"#
            _ = try await office.call("decideReport", Self.number, body: accept)
            for _ in 0..<2 {
                #expect(try await program.call("followReport", Self.number, body: body).facts == ["202", "none", ""])
            }
            let wrong = try await program.call("followReport", Self.number, body: #"{"email": "x"}"#)
            #expect(wrong.status == 422)
            #expect(try await site.hall.mail().map(\.to.address.ascii) == ["ida@poczta.example"])
        }
    }

    @Test("The list goes on where its link says, and tells what it does not know")
    func list() async throws {
        try await Self.site { site, _, _ in
            for sequence in 1...3 {
                if sequence > 1 { _ = try await site.hall.submit(in: site.town) }
                let number = ReportNumber(year: 2026, sequence: sequence)
                try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
                site.hall.clock.advance(.minutes(1))
            }
            let program = try await Program(nil, site)
            let first = try await program.call("listReports", query: "?limit=2&status=accepted")
            #expect(first.body.matches(of: /"number":"(\d+.\d+)"/).map { String($0.1) } == ["2026/3", "2026/2"])
            let link = try #require(first.headers[.link])
            let next = try #require(link.firstMatch(of: /^<http:\/\/localhost(.*)>; rel="next"$/)).1
            #expect(next.contains("limit=2") && next.contains("status=accepted"))
            let rest = try await site.get(String(next))
            #expect(rest.body.matches(of: /"number":"(\d+.\d+)"/).map { String($0.1) } == ["2026/1"])
            #expect(rest.headers[.link] == nil)
            let wrong = [
                "?category=x", "?kind=x", "?status=x", "?from=x", "?near=x", "?limit=0", "?x=1", "?from=", "?kind=",
            ]
            for query in wrong {
                #expect(try await program.call("listReports", query: query).status == 422, "\(query)")
            }
        }
    }

    @Test("Photos are read and judged by whom they concern")
    func photos() async throws {
        try await Self.site { site, office, _ in
            let sender = try await Program(.reporter, site)
            let photo = try await site.request(
                .post,
                "/kielce/api/v1/photos?acceptedTerms=\(site.town.regulation(on: CivilDate(2026, 4, 27))?.version ?? "")",
                [.authorization: "Bearer \(sender.key ?? "")", .contentType: "image/jpeg"],
                body: SamplePhoto.jpeg
            )["id"]
            let body = """
                {"category": "pothole", "description": "Dziura", "address": "ul. Zmyślona 1", \
                "photos": ["\(photo)"]}
                """
            #expect(try await sender.call("submitReport", body: body).status == 201)
            let at = ["number": "2026-2", "photo": photo, "size": "thumbnail"]
            let everybody = try await Program(nil, site)
            func statuses() async throws -> [Int] {
                var all: [Int] = []
                for program in [office, sender, everybody] { all.append(try await program.call("getPhoto", at).status) }
                return all
            }
            #expect(try await statuses() == [200, 200, 404])
            let accept = #"{"status": "accepted", "publicText": "Dziura."}"#
            _ = try await office.call("decideReport", ["number": "2026-2"], body: accept)
            #expect(try await statuses() == [200, 200, 404])
            #expect(try await everybody.call("getReport", ["number": "2026-2"]).body.contains(#""photos":[]"#))
            let judged = try await office.call("judgePhoto", at, body: #"{"decision": "release"}"#)
            #expect(judged.body.contains(#""large":"http://localhost/kielce/photos/\#(photo)/large""#))
            #expect(try await statuses() == [200, 200, 200])
            for body in [#"{"decision": "x"}"#, "{}"] {
                #expect(try await office.call("judgePhoto", at, body: body).status == 422)
            }
        }
    }

    @Test("The regulation in force and each of its versions can be read")
    func regulation() async throws {
        try await TestSite.with("suprasl") { site in
            let program = try await Program(nil, site)
            let now = try await program.call("getRegulation")
            #expect(now["version"] == "2025-01")
            #expect(try await program.call("getRegulation", query: "?version=2025-01").body == now.body)
            #expect(try await program.call("getRegulation", query: "?version=1999").status == 404)
        }
    }
}
