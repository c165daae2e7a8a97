import CityDomain
import CityKit
import Hummingbird

/// The register of complaints: those that wait first, by their last day, without one the oldest first. It names nobody.
struct ComplaintListPage {
    let page: OfficePage
    let complaints: [Complaint]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let (open, ended) = (complaints.filter(\.isOpen), complaints.filter { !$0.isOpen })
        let new = visit.town.complaints.map { _ in
            LinkButton(Link(words("complaint.desk.new"), to: visit.path("office/complaints/new")), look: .quiet).html
        }
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: words("complaint.desk.lead"), action: new))
            <div class="stack wide">
            \(section("open", open, visit))
            \(ended.isEmpty ? nil : section("ended", ended, visit))
            </div>
            """
        )
    }

    private func section(_ name: String, _ complaints: [Complaint], _ visit: Visit) -> HTML {
        let words = visit.words
        let title = words("complaint.desk.\(name)")
        let table = QueueTable(
            caption: title,
            columns: ["complaint", "about", "state"].map { words("complaint.desk.column.\($0)") },
            rows: complaints.map { row($0, visit) }
        )
        let none = "<p class=\"muted\">\(words("complaint.desk.none"))</p>" as HTML
        return """
            <section class="stack tight"><h2>\(title)</h2>
            \(complaints.isEmpty ? none : table.html)</section>
            """
    }

    private func row(_ complaint: Complaint, _ visit: Visit) -> QueueTable.Row {
        let words = visit.words
        let line = ComplaintLineWords(complaint: complaint, visit: visit)
        let tag = complaint.tag(visit).map { "<br>\($0)" as HTML }
        return QueueTable.Row(
            head: complaint.number.description,
            note: line.received,
            href: visit.path("office/complaints/\(complaint.id)"),
            cells: [
                QueueTable.Cell(
                    words("complaint.about.\(complaint.subject.rawValue)"),
                    note: words("complaint.origin.\(complaint.origin.rawValue)")
                ),
                QueueTable.Cell(line.state, more: tag),
            ]
        )
    }
}

extension Complaint {
    /// What the office must see at once; nil where there is nothing of the kind.
    func tag(_ visit: Visit) -> StatusTag? {
        if isOverdue(on: visit.today) { return StatusTag(.overdue, visit.words("case.overdue")) }
        return nil
    }
}
