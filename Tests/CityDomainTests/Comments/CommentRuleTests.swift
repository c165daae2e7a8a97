import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What the rules say of a comment, and how one moves from state to state.
@Suite struct CommentRuleTests {
    private static func rules(_ name: String) throws -> CommentRules {
        try #require(try ProjectTown.named(name).reports.comments)
    }

    @Test(
        "Towns whose regulation speaks of comments have them, the others have none",
        .clause("suprasl/VI.4•1", "biale-blota/§6.4•1"),
        arguments: [
            ("suprasl", true), ("biale-blota", true), ("demo", true), ("kielce", false), ("siedlce", false),
            ("kremenchuk", false),
        ]
    )
    func towns(name: String, hasComments: Bool) throws {
        let town = try ProjectTown.named(name)
        #expect((town.reports.comments != nil) == hasComments)
        if !hasComments { #expect(throws: CommentFailure.notOffered) { try town.commentRules } }
    }

    @Test(
        "A comment has words, and not too many",
        arguments: [
            ("", CommentFailure.wordsMissing), (" \n ", .wordsMissing),
            (String(repeating: "ą", count: 1_001), .tooLong(1_000)),
        ]
    )
    func refused(typed: String, failure: CommentFailure) throws {
        let rules = try Self.rules("demo")
        #expect(throws: failure) { try rules.checked(typed) }
    }

    @Test("Spaces around it do not count")
    func spaces() throws {
        let full = String(repeating: "ż", count: 1_000)
        #expect(try Self.rules("demo").checked("  \(full)\n") == full)
    }

    private static let all: [(ReportComment.State, Int)] = [
        (.waiting, 0), (.published, 0), (.published, 2), (.refused, 0), (.takenDown, 0),
    ]

    /// What each act makes of each state; nil where it is refused.
    @Test(
        "An act is allowed in its states alone, and ends what was said against the comment",
        arguments: [
            ("publish", [ReportComment.State.published, nil, nil, nil, nil]),
            ("refuse", [.refused, nil, nil, nil, nil]),
            ("takeDown", [nil, .takenDown, .takenDown, nil, nil]),
            ("keep", [nil, nil, .published, nil, nil]),
        ] as [(String, [ReportComment.State?])]
    )
    func acts(act: String, outcomes: [ReportComment.State?]) {
        for ((state, flags), outcome) in zip(Self.all, outcomes) {
            let before = Self.comment(state, flags)
            var comment = before
            do {
                switch act {
                case "publish": try comment.publish("Tak.", .edited, at: .monday)
                case "refuse": try comment.refuse(for: nil, at: .monday)
                case "takeDown": try comment.takeDown(for: nil, at: .monday)
                default: try comment.keep(at: .monday)
                }
                #expect(comment.state == outcome && comment.flags == 0 && comment.decidedAt == .monday)
                #expect((comment.published != nil) == (comment.state == .published))
            } catch {
                #expect(outcome == nil && error == .decided && comment == before, "\(act) of \(state)")
            }
        }
    }

    private static func comment(_ state: ReportComment.State, _ flags: Int) -> ReportComment {
        ReportComment(
            id: ID("c"),
            report: ID("r"),
            resident: ID("p"),
            voice: .resident,
            writtenAt: .monday,
            state: state,
            published: state == .published ? .init(words: "Tak.", wording: .asWritten, at: .monday) : nil,
            flags: flags
        )
    }

    @Test(
        "A rule by which nobody could write is a fault",
        arguments: [
            ("longest: 1000", "longest: 99", "reports.comments.longest"),
            ("longest: 1000", "longest: 10001", "reports.comments.longest"),
            ("daily: 5", "daily: 0", "reports.comments.daily"), ("daily: 5", "daily: 101", "reports.comments.daily"),
            (", clause: \"§5.8\" }", " }", "reports.comments"),
        ]
    )
    func faults(old: String, new: String, path: String) throws {
        let rule = "comments: { longest: 1000, daily: 5, closes: \"30 days\", clause: \"§5.8\" }"
        let change = ProjectTown.Change(MunicipalityFiles.rules, rule, rule.replacing(old, with: new))
        let fault = #expect(throws: (any Error).self) { try ProjectTown.named("demo", revision: 2, change) }
        #expect(fault.map { "\($0)" }?.contains(path) == true, "\(fault.map { "\($0)" } ?? "")")
    }
}
