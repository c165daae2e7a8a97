public import CityKit

/// A part of the inbox that has a place of its own at the side (I-01): a closed list, in the order it is shown.
public enum InboxQueue: String, Sendable, Hashable, CaseIterable {
    /// Those the reader leads, and those of people who are away and whose work the reader does.
    case mine
    /// Those of the unit the reader belongs to.
    case unit
    /// Those nobody leads.
    case unassigned
    /// Those nobody has decided about.
    case new
    case overdue
    /// Those whose reporter has to answer first.
    case waiting
    /// Those whose reporter wrote something that nobody of the office has looked at.
    case written
    /// Those of other units in which the unit of the reader was asked to take part and has not answered.
    case asked
    /// Those of which a contractor said something that nobody of the office has looked at.
    case commissioned
    /// Those of which all parts have ended, and nobody of the office has looked past it.
    case partsDone
    /// Those that a unit gave back, and nobody has given on.
    case returned
    /// Those that ask the office something, where the town takes questions.
    case questions
    /// Ideas that have the support the rules ask for.
    case supported
    /// Those the reader watches.
    case watched
    /// All of them.
    case open

    public var text: Text { Text("office.queue.\(rawValue)") }
}

/// A queue and what narrows it, as somebody of the office looks at it and may keep it.
public struct InboxView: Sendable, Hashable {
    public var queue: InboxQueue
    public var status: ReportStatus?
    public var category: ID<Category>?
    public var unit: ID<Unit>?

    public init(
        queue: InboxQueue = .open,
        status: ReportStatus? = nil,
        category: ID<Category>? = nil,
        unit: ID<Unit>? = nil
    ) {
        self.queue = queue
        self.status = status
        self.category = category
        self.unit = unit
    }

    /// - Returns: nil for a queue that the reader does not have: a program leads nothing, not everybody is of a unit, and not
    ///   every town takes questions.
    public func filter(for reader: InboxReader, on today: CivilDate) -> InboxFilter? {
        var filter = InboxFilter()
        (filter.status, filter.category, filter.unit) = (status, category, unit)
        switch queue {
        case .open: break
        case .new where status == nil || status == .new: filter.status = .new
        case .unit where reader.unit != nil && (unit == nil || unit == reader.unit): filter.unit = reader.unit
        case .mine: filter.lead = .staff(reader.leads)
        case .unassigned: filter.lead = .nobody
        case .overdue: filter.overdueOn = today
        case .waiting: filter.waits = .forReporter
        case .asked where !reader.answersFor.isEmpty: filter.asked = reader.answersFor
        case .written: filter.news = .ofReporter
        case .commissioned: filter.news = .ofContractor
        case .partsDone: filter.news = .ofParts
        case .returned: filter.isReturned = .yes
        case .watched: (filter.watcher, filter.readsFor) = (reader.staff, reader.answersFor)
        case .questions where !reader.topics.isEmpty: filter.topics = reader.topics
        case .supported where !reader.ideas.isEmpty:
            (filter.topics, filter.support) = (reader.ideas, .reached)
        case .new, .unit, .asked, .questions, .supported: return nil
        }
        let isOwn = queue == .mine || queue == .watched
        return isOwn && reader.staff == nil ? nil : filter
    }
}
