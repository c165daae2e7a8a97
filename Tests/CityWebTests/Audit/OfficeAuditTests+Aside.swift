import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

extension OfficeAuditTests {
    /// What the pages of moderators leave.
    static let asideRoutes: [String: [AuditKind]] = [
        "GET /:town/office/aside": [.asideViewed], "GET /:town/office/aside/judge": [.asideViewed],
        // The other verdict: JudgeAsideTests, and below in the same words.
        "POST /:town/office/aside/judge": [.asideRefused],
        "GET /:town/office/aside/watch/:number": [.asideViewed],
        "POST /:town/office/aside/watch/:number": [.watchSet],
        "GET /:town/office/watches": [.asideViewed],
        "POST /:town/office/watches/:watch/end": [.watchEnded],
    ]

    /// The same as `steps`, for reports that were put aside.
    static let asideSteps: [(String, String, [(name: String, value: String)]?)] = [
        ("GET /:town/office/aside", "/aside", nil), ("GET /:town/office/watches", "/watches", nil),
        ("POST /:town/office/watches/:watch/end", "/watches/WATCHING/end", []),
        ("GET /:town/office/aside/watch/:number", "/aside/watch/PUTBY", nil),
        (
            "POST /:town/office/aside/watch/:number", "/aside/watch/PUTBY",
            [("subject", "account"), ("justification", "Znowu.")]
        ),
        ("GET /:town/office/aside/judge", "/aside/judge?act=refuse&case=PUTBY", nil),
        (
            "POST /:town/office/aside/judge", "/aside/judge",
            [
                ("act", "refuse"), ("case", "STALLED"), ("seen-STALLED", "1"), ("ground", "unlawful"),
                ("justification", "Reklama."),
            ]
        ),
    ]

    /// What holds the word waits.
    static let abuse =
        #"abuse: { words: ["zakazane"], judge: { hours: 24 }, watch: { days: 3 }, clause: "III.25" },"#
}

extension TestSite {
    /// A report that waits for a moderator, and its sender on watch.
    func putAside(by writer: SignInResident.Signed) async throws -> [String: String] {
        var submission = Submission.sample(in: town)
        (submission.description, submission.email) = ("To jest zakazane.", writer.profile.email.text)
        let number = try await hall.submitReport(
            submission,
            clientKey: ClientKey(random: hall.randomness),
            origin: .page,
            language: .polish,
            by: writer,
            in: town,
            at: hall.now
        ).number
        let moderator = Caller(.officer, StaffRights([StaffGrant(.moderator)]), request: "test")
        let work = JudgeAside.Work(by: moderator, in: town, at: hall.now)
        let report = try await hall.readReport.unseen(number, in: town).report
        try await hall.watchSenders.watch(.account, of: report, because: "Trzeci raz.", work)
        let watch = try #require(try await hall.watchSenders.list(work).first?.watch.id)
        return ["PUTBY": number.path, "STALLED": "\(number)", "WATCHING": watch.rawValue]
    }
}

extension OfficeAuditTests {
    @Test("A report that is not public and is shown beside another one leaves an entry of its own")
    func similar() async throws {
        try await TestSite.with("demo") { site in
            var submission = Submission.personal(in: site.town)
            submission.category = "pothole"
            for _ in 0..<2 {
                _ = try await site.hall.submit(submission, in: site.town)
                site.hall.clock.advance(.days(1))
            }
            let officer = try await site.officer()
            let log = FreshEntries(site)
            _ = try await log.new()
            _ = try await officer.get("/demo/office/reports/2026-2")
            #expect(try await log.new() == [.reportViewed, .similarViewed])
        }
    }
}
