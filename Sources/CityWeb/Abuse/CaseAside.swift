import CityDomain
import CityKit

/// On the page of a case: that it was put aside, why, and what a moderator can do.
struct CaseAside: Component {
    let visit: Visit
    /// Nil where the report never was, and for readers who judge none.
    let aside: SealedAside?

    var html: HTML {
        guard let aside else { return .empty }
        let words = visit.words
        let reasons = aside.reasons.html { "<li>\(visit.why($0))</li>\n" }
        let left: HTML? =
            aside.outcome == .waiting
            ? "<p>\(visit.left(until: aside.until)) (\(visit.moment(aside.until)))</p>" : nil
        return Card(
            id: "aside",
            title: aside.outcome == .waiting ? words("aside.tag") : words(aside.outcome.text),
            look: aside.outcome == .waiting ? .framed : .plain,
            content: "\(left)<ul>\n\(reasons)</ul>\n<div class=\"row\">\(links(aside))</div>"
        ).html
    }

    private func links(_ aside: SealedAside) -> HTML {
        let number = aside.report.number
        let acts = aside.outcome == .waiting ? AsideAct.allCases : []
        let watch =
            visit.town.reports.abuse?.watch == nil || aside.subjects.isEmpty
            ? [] : [Link(visit.words("aside.watch.title"), to: visit.path("office/aside/watch/\(number.path)"))]
        let links = acts.map { act in
            Link(
                visit.words("aside.act.\(act.rawValue)"),
                to: visit.path("office/aside/judge?act=\(act.rawValue)&case=\(number.path)")
            )
        }
        return (links + watch).html { LinkButton($0, look: .quiet, size: .small).html }
    }
}
