import CityKit

extension ReportDesk {
    /// Changes a report and the one that leads it, or is to lead it, in one transaction. A report that went to another unit
    /// since the caller's right to it was asked has one line more, and is left alone.
    func change(
        _ number: ReportNumber,
        with leading: ReportNumber,
        after lines: Int,
        _ noted: Noted,
        in town: Municipality,
        _ act: @escaping @Sendable (inout JoinedPair) throws -> ReportChange
    ) async throws -> Report {
        let changed = try await reports.change(number, with: leading, in: town.id, by: town.clock) { pair in
            guard pair.report.history.count == lines else { throw ReportFailure.movedMeanwhile }
            let linesOfLeading = pair.leading.history.count
            var change = try act(&pair)
            change.noted = noted.entry.about(linesAfter: lines, upTo: pair.report.history.count)
            let now = pair.leading.history.count
            if now > linesOfLeading {
                change.notedOfLeading = noted.ofLeading?.about(.report(pair.leading.id))
                    .about(linesAfter: linesOfLeading, upTo: now)
            }
            return change
        }
        guard let changed else { throw ReportFailure.notFound }
        return changed.report
    }

    /// Takes a report away from the one that leads it.
    func part(_ work: HandleReport.Work, from leading: ReportNumber, reason: String) async throws {
        guard let file = try await reports.file(work.number, in: work.town.id) else { throw ReportFailure.notFound }
        guard work.seen == file.report.history.count else { throw ReportFailure.movedMeanwhile }
        let note = Note.act(.reportParted, .decideReports, by: work.caller, at: work.now)
        guard let noted = try Noted(note, self, about: file.report, led: leading, in: work.town) else { return }
        let slots = ReportSlots(town: work.town.id, report: file.report.id)
        let opened = Case(file: file, key: try vault.key(file.caseKey, in: slots.caseKey), slots: slots)
        let words = try opened.seal(Answer(typed: reason, field: "reason"))
        _ = try await change(work.number, with: leading, after: work.seen, noted, in: work.town) { pair in
            try pair.part(reason: words, by: work.officer, at: work.now, in: work.town)
            return ReportChange(update: work.update)
        }
    }

    /// The decision with the number of the report that leads, where it names one that is joined itself.
    ///
    /// - Throws: `ReportFailure.earlierReportUnknown` when a duplicate names a number that the town never gave.
    func resolved(_ decision: Decision, about number: ReportNumber, in town: Municipality) async throws -> Decision {
        guard let earlier = decision.earlier else { return decision }
        return decision.naming(try await leading(of: earlier, for: number, in: town))
    }

    func resolved(_ update: ProgramUpdate, in town: Municipality) async throws -> ProgramUpdate {
        guard let earlier = update.earlier else { return update }
        return update.naming(try await leading(of: earlier, for: update.number, in: town))
    }

    private func leading(of earlier: ReportNumber, for number: ReportNumber, in town: Municipality) async throws
        -> ReportNumber
    {
        guard earlier != number, let file = try await reports.file(earlier, in: town.id) else {
            throw ReportFailure.earlierReportUnknown
        }
        guard let join = file.report.joined else { return earlier }
        guard join.leading != number else { throw JoinFailure.leadingJoined(to: number) }
        return join.leading
    }
}

extension Decision {
    fileprivate func naming(_ earlier: ReportNumber) -> Self {
        Self(to: to, justification: justification, solution: solution, rejection: rejection, earlier: earlier)
    }
}

extension ProgramUpdate {
    fileprivate func naming(_ earlier: ReportNumber) -> Self {
        Self(
            id: id,
            number: number,
            wish: wish,
            justification: justification,
            solution: solution,
            earlier: earlier
        )
    }
}
