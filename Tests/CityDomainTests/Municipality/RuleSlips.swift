extension MunicipalityFaultTests {
    static let ruleSlips: [Slip] = [
        Slip(
            "rules.json5",
            "handOver: {",
            "similar: { resident: 1.2, office: -0.1, basis: \"a wish\" }, handOver: {",
            "town/rules.json5: reports.similar.resident: 1.2 is no score; write 0 to 1",
            "town/rules.json5: reports.similar.office: -0.1 is no score; write 0 to 1"
        ),
        Slip(
            "rules.json5",
            "handOver: {",
            "similar: { resident: 0.4, office: 1 }, handOver: {",
            "town/rules.json5: reports.similar: names no clause; add `clause`, or say in `basis` where it comes from"
        ),
        Slip(
            "rules.json5",
            "handOver: { from: [\"new\"]",
            "handOver: { from: []",
            "town/rules.json5: reports.handOver.from: needs at least one status, or a report is not handed over"
        ),
        Slip(
            "rules.json5",
            "question: { from: [\"new\", \"accepted\"]",
            "question: { from: [\"new\", \"inProgress\", \"done\"]",
            "town/rules.json5: reports.question.from: no move leads to inProgress",
            "town/rules.json5: reports.question.from: done is a finished status: nobody is asked there"
        ),
        Slip(
            "rules.json5",
            "hiding: {",
            "reopening: { from: [\"accepted\", \"closed\"], to: \"new\", within: \"7 days\", clause: \"II.3\" }, hiding: {",
            "town/rules.json5: reports.reopening.from: accepted is no finished status",
            "town/rules.json5: reports.reopening.from: no move leads to closed",
            "town/rules.json5: reports.reopening.to: leads back to new; a report is new only once"
        ),
        Slip(
            "rules.json5",
            "hiding: {",
            "reopening: { from: [], to: \"rejected\", within: \"7 days\", clause: \"II.3\" }, hiding: {",
            "town/rules.json5: reports.reopening.from: needs at least one status",
            "town/rules.json5: reports.reopening.to: rejected is a finished status"
        ),
        Slip(
            "rules.json5",
            "hiding: {",
            "reopening: { from: [\"done\"], to: \"inProgress\", within: \"7 days\", clause: \"II.3\" }, hiding: {",
            "town/rules.json5: reports.reopening.to: no move leads to inProgress"
        ),
        Slip(
            "rules.json5",
            "hiding: {",
            "reopening: { from: [\"done\"], to: \"accepted\", within: \"7 days\", clause: \"II.3\" }, hiding: {"
        ),
        Slip(
            "rules.json5",
            "{ id: \"verify\", startsAt",
            "{ id: \"reopened\", startsAt",
            "town/rules.json5: reports.deadlines[0].id: “reopened” belongs to a reopening; write it as `reopening`",
            "town/clauses.json5: clauses[4]: “II.3” points to the rule “reports.deadlines.verify”, which is not there"
        ),
        Slip(
            "rules.json5",
            "basis: \"the wish of the office\"",
            "",
            "town/rules.json5: reports.hiding: names no clause; add `clause`, or say in `basis` where it comes from"
        ),
        Slip(
            "rules.json5",
            "{ id: \"verify\", startsAt",
            "{ id: \"reply\", startsAt",
            "town/rules.json5: reports.deadlines[0].id: “reply” is the reporter's term; write it as `question`",
            "town/clauses.json5: clauses[4]: “II.3” points to the rule “reports.deadlines.verify”, which is not there"
        ),
        Slip(
            "rules.json5",
            "basis: \"good sense\"",
            "",
            "town/rules.json5: reports.notices[0]: names no clause; add `clause`, "
                + "or say in `basis` where it comes from"
        ),
        Slip(
            "rules.json5",
            "basis: \"good sense\"",
            "basis: \"good sense\", clause: \"I.1\"",
            "town/rules.json5: reports.notices[0]: has a clause and a `basis`; a basis is for rules without a clause"
        ),
        Slip(
            "rules.json5",
            "{ about: \"emergency\", basis: \"good sense\" }",
            "{ about: \"emergency\", clause: \"I.1\" }, { about: \"emergency\", clause: \"I.2\" }",
            "town/rules.json5: reports.notices[1].about: “emergency” is there twice"
        ),
        Slip(
            "rules.json5",
            "{ id: \"duplicate\", clause: \"II.1\" }",
            "{ id: \"duplicate\", clause: \"II.1\" }, { id: \"duplicate\", clause: \"II.2\" }",
            "town/rules.json5: reports.rejection.reasons[1].id: “duplicate” is there twice"
        ),
        Slip(
            "rules.json5",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }, { from: \"accepted\", to: \"done\", clause: \"II.2\" }",
            "town/rules.json5: reports.transitions[3]: accepted → done is there twice"
        ),
        Slip(
            "rules.json5",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }, { from: \"accepted\", to: \"accepted\", clause: \"II.2\" }",
            "town/rules.json5: reports.transitions[3]: leads from accepted to itself"
        ),
        Slip(
            "rules.json5",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }, { from: \"accepted\", to: \"new\", clause: \"II.2\" }",
            "town/rules.json5: reports.transitions[3]: leads back to new; a report is new only once"
        ),
        Slip(
            "rules.json5",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }, { from: \"done\", to: \"accepted\", clause: \"II.2\" }",
            "town/rules.json5: reports.transitions[3]: leads out of the finished status done; write it as `reopening`"
        ),
        Slip(
            "rules.json5",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }, { from: \"inProgress\", to: \"done\", clause: \"II.2\" }",
            "town/rules.json5: reports.transitions[3].from: no move leads to inProgress, so this one cannot happen"
        ),
        Slip(
            "rules.json5",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }",
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" }, "
                + "{ from: \"accepted\", to: \"inProgress\", clause: \"II.2\" }",
            "town/rules.json5: reports.transitions: a report that is inProgress has no way to end; "
                + "add a move to a finished status"
        ),
        Slip(
            "rules.json5",
            "[{ id: \"duplicate\", clause: \"II.1\" }]",
            "[]",
            "town/rules.json5: reports.rejection.reasons: a report may be rejected, but no reason is listed"
        ),
        Slip(
            "rules.json5",
            "{ from: \"new\", to: \"rejected\", clause: \"II.1\" },",
            "",
            "town/rules.json5: reports.rejection.reasons: no move leads to rejected, so no reason is ever used",
            "town/rules.json5: reports.deadlines[0].endsAt: no move leads from new to rejected, "
                + "so the term never ends there"
        ),
        Slip(
            "rules.json5",
            "years: 13",
            "years: 0",
            "town/rules.json5: reports.minimumAge.years: 0 is no age; write 1 to 120"
        ),
        Slip(
            "rules.json5",
            "anonymous: \"on\"",
            "anonymous: \"yes\"",
            "town/rules.json5: reports.reporting.anonymous: must be one of “on”, “withEmail”, “off”"
        ),
    ]

    private static let verify =
        #"{ id: "verify", startsAt: "new", endsAt: ["accepted", "rejected"], within: "3 working days", clause: "II.3" }"#

    private static func second(_ term: String) -> String { "\(verify), { \(term), clause: \"II.3\" }" }

    static let deadlineSlips: [Slip] = [
        Slip(
            "rules.json5",
            verify,
            second(#"id: "start", startsAt: "inProgress", endsAt: ["done"], within: "3 days""#),
            "town/rules.json5: reports.deadlines[1].startsAt: no move leads to inProgress, so the term never starts",
            "town/rules.json5: reports.deadlines[1].endsAt: no move leads from inProgress to done, "
                + "so the term never ends there"
        ),
        Slip(
            "rules.json5",
            verify,
            second(#"id: "start", startsAt: "done", endsAt: [], within: "3 days""#),
            "town/rules.json5: reports.deadlines[1].startsAt: done is a finished status; no term starts there",
            "town/rules.json5: reports.deadlines[1].endsAt: needs at least one status"
        ),
        Slip(
            "rules.json5",
            verify,
            second(#"id: "start", startsAt: "accepted", endsAt: ["new", "closed", "done"], within: "3 days""#),
            "town/rules.json5: reports.deadlines[1].endsAt: no move leads from accepted to new, "
                + "so the term never ends there",
            "town/rules.json5: reports.deadlines[1].endsAt: no move leads from accepted to closed, "
                + "so the term never ends there"
        ),
        Slip(
            "rules.json5",
            verify,
            second(#"id: "finish", startsAt: "new", endsAt: ["done"], within: "3 days", categories: ["ideas"]"#),
            "town/rules.json5: reports.deadlines[1].categories: “ideas” is no category; did you mean “idea”?"
        ),
        Slip(
            "rules.json5",
            verify,
            second(#"id: "finish", startsAt: "new", endsAt: ["done"], within: "3 days", exceptCategories: ["parks"]"#),
            "town/rules.json5: reports.deadlines[1].exceptCategories: “parks” is no category"
        ),
        Slip(
            "rules.json5",
            verify,
            second(#"id: "finish", startsAt: "new", endsAt: ["done"], within: "3 days", kinds: ["question"]"#),
            "town/rules.json5: reports.deadlines[1]: binds no category of categories.json5"
        ),
        Slip(
            "rules.json5",
            verify,
            second(#"id: "verify", startsAt: "new", endsAt: ["done"], within: "3 days", kinds: ["idea"]"#),
            "town/rules.json5: reports.deadlines[1]: another term “verify” binds the category “idea” as well"
        ),
        Slip(
            "rules.json5",
            "\"3 working days\"",
            "\"3 workdays\"",
            "town/rules.json5: reports.deadlines[0].within: “3 workdays” is not a period; "
                + "write for example “3 working days”, “30 days” or “6 months”"
        ),
    ]
}
