import CityKit

/// What every table of cases says of a case: the next date, the case, its status.
struct CaseCells: Component {
    let due: String
    let note: String
    let urgency: Inbox.Urgency
    let title: String
    let href: String
    let facts: String
    let status: StatusTag

    var html: HTML {
        """
        <td role="cell" class="due\(urgency.style)"><b>\(due)</b> <small>\(urgency.sign)\(note)</small></td>
        <th role="rowheader" scope="row"><a href="\(href)">\(title)</a> <small>\(facts)</small></th>
        <td role="cell">\(status)</td>
        """
    }
}

extension Inbox.Urgency {
    fileprivate var style: String {
        switch self {
        case .none: ""
        case .soon: " soon"
        case .late: " late"
        }
    }

    fileprivate var sign: HTML? {
        switch self {
        case .none: nil
        case .soon: Icon.clock.html
        case .late: StatusLook.overdue.shape
        }
    }
}
