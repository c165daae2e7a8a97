import CityKit

/// A row after every check: a report in the words of the town.
struct ImportRow: Sendable {
    let foreign: ForeignNumber
    let receivedAt: Instant
    let category: Category
    let unit: ID<Unit>
    let content: ReportContent
    let contact: Contact
    let state: State
    /// Whether the mapping wants it public.
    let publishes: Bool

    /// Where it stands.
    struct State: Sendable {
        let status: ReportStatus
        let act: ReportEvent.Act
        /// Nil while it is open.
        let endedAt: Instant?
        let answer: Answer?
    }
}

/// What becomes of a row.
enum RowOutcome: Sendable {
    case skipped
    case rejected([RowFault])
    case row(ImportRow)
}

extension ImportPlan {
    /// The number that a row has in the system it comes from; nil when it has none that can be used.
    func foreignNumber(of record: DelimitedRecord) -> String? {
        guard record.count == width, let number = try? number.text(of: record), !number.isEmpty else { return nil }
        return number
    }

    /// The row as a report, or everything that is wrong with it.
    func outcome(of record: DelimitedRecord, at now: Instant) -> RowOutcome {
        guard record.count == width, !record.isCut else {
            return .rejected([RowFault("row", record.isCut ? .cut : .fields(wanted: width))])
        }
        if skip.contains(where: { $0.holds(of: record) }) { return .skipped }
        var faults = RowFaults()
        let row = RowReader(record: record, plan: self, now: now).row(&faults)
        guard faults.all.isEmpty, let row else { return .rejected(faults.all) }
        return .row(row)
    }
}

/// What is wrong with a row, key by key.
private struct RowFaults {
    private(set) var all: [RowFault] = []

    /// The value that `work` reads; nil and a fault when it throws.
    mutating func take<Value>(_ key: String, _ work: () throws(RowFault.Problem) -> Value?) -> Value? {
        do throws(RowFault.Problem) {
            return try work()
        } catch {
            all.append(RowFault(key, error))
            return nil
        }
    }
}

/// Reads one row key by key.
private struct RowReader {
    let record: DelimitedRecord
    let plan: ImportPlan
    let now: Instant

    /// Nil or not to be used when there are faults.
    func row(_ faults: inout RowFaults) -> ImportRow? {
        let number = faults.take("number") { () throws(RowFault.Problem) in
            try needed(try text(plan.number, limit: ForeignNumber.longest))
        }
        let received = faults.take("received", received)
        let category = faults.take("category", category)
        let unit = faults.take("unit", unit)
        let content = content(&faults)
        let contact = contact(&faults)
        let state = state(since: received, &faults)
        guard let number, let received, let category, let content, let state else { return nil }
        return ImportRow(
            foreign: ForeignNumber(source: plan.source, number: number),
            receivedAt: received,
            category: category,
            unit: unit ?? category.unit,
            content: content,
            contact: contact,
            state: state,
            publishes: plan.publishes
        )
    }

    /// Nil when nothing is there.
    private func text(_ text: BoundText?, limit: Int) throws(RowFault.Problem) -> String? {
        guard let words = try text?.text(of: record), !words.isEmpty else { return nil }
        if words.utf8.count > limit, words.unicodeScalars.count > limit { throw .tooLong(limit: limit) }
        return words
    }

    private func needed<Value>(_ value: Value?) throws(RowFault.Problem) -> Value {
        guard let value else { throw .missing }
        return value
    }

    private func received() throws(RowFault.Problem) -> Instant? {
        let received = try needed(try plan.received.instant(of: record))
        guard received <= now, received.milliseconds >= Self.oldest else { throw .wrongEra }
        return received
    }

    /// The years of the numbers of reports have four digits.
    private static let oldest = Int64(CivilDate(1_000, 1, 2).dayNumber) * 86_400_000

    private func category() throws(RowFault.Problem) -> Category? {
        let value = try plan.category.text(of: record)
        if let category = plan.categories[value] { return category }
        throw value.isEmpty ? .missing : .unknownCategory
    }

    private func unit() throws(RowFault.Problem) -> ID<Unit>? {
        guard let unit = plan.unit else { return nil }
        return unit.values[try unit.value.text(of: record)]
    }

    private func content(_ faults: inout RowFaults) -> ReportContent? {
        let description = faults.take("description") { () throws(RowFault.Problem) in
            try needed(try text(plan.description, limit: Submission.longestDescription))
        }
        let place = Place(
            address: faults.take("address") { () throws(RowFault.Problem) in
                try text(plan.address, limit: Submission.longestLine)
            },
            point: faults.take("coordinates") { () throws(RowFault.Problem) in
                try plan.point?.coordinate(of: record)
            },
            hint: faults.take("hint") { () throws(RowFault.Problem) in
                try text(plan.hint, limit: Submission.longestLine)
            }
        )
        return description.map { ReportContent(description: $0, place: place) }
    }

    private func state(since received: Instant?, _ faults: inout RowFaults) -> ImportRow.State? {
        let line = faults.take("status") { () throws(RowFault.Problem) in
            guard let line = plan.statuses.first(where: { $0.when?.holds(of: record) ?? true }) else {
                throw .noStatus
            }
            return line
        }
        guard let line else { return nil }
        guard line.status.isFinished else {
            return ImportRow.State(status: line.status, act: line.act, endedAt: nil, answer: nil)
        }
        return ImportRow.State(
            status: line.status,
            act: line.act,
            endedAt: faults.take("ended") { () throws(RowFault.Problem) in try ended(since: received) },
            answer: faults.take("answer") { () throws(RowFault.Problem) in
                try text(plan.answer, limit: Decision.longestText).map { Answer(justification: $0) }
            }
        )
    }

    private func ended(since received: Instant?) throws(RowFault.Problem) -> Instant? {
        // A row that does not say when it was received has that fault alone.
        guard let received else { return nil }
        let ended = try needed(try plan.ended?.time?.instant(of: record) ?? otherwise(received))
        guard ended <= now else { throw .wrongEra }
        guard ended >= received else { throw .beforeReceipt }
        return ended
    }

    private func otherwise(_ received: Instant) -> Instant? {
        switch plan.ended?.orElse {
        case .received: received
        case .imported: now
        case nil: nil
        }
    }

    private func contact(_ faults: inout RowFaults) -> Contact {
        Contact(
            name: faults.take("contact.name") { () throws(RowFault.Problem) in
                try parsed(plan.contact.name, or: .noName) { try PersonName(typed: $0) }
            },
            email: faults.take("contact.email") { () throws(RowFault.Problem) in
                try parsed(plan.contact.email, or: .noEmail) { try EmailAddress(typed: $0) }
            },
            phone: faults.take("contact.phone") { () throws(RowFault.Problem) in
                try parsed(plan.contact.phone, or: .noPhone) { try PhoneNumber(typed: $0, in: plan.country) }
            }
        )
    }

    private func parsed<Value>(
        _ text: BoundText?,
        or problem: RowFault.Problem,
        _ parse: (String) throws -> Value
    ) throws(RowFault.Problem) -> Value? {
        guard let words = try self.text(text, limit: Submission.longestLine) else { return nil }
        guard let value = try? parse(words) else { throw problem }
        return value
    }
}
