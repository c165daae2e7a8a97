import CityKit

/// The places in the database where parts of a report are sealed.
struct ReportSlots {
    let town: ID<Municipality>
    let report: ID<Report>

    var caseKey: Slot { Slot(town, table: "data_keys", row: report, column: "case") }
    var personKey: Slot { Slot(town, table: "data_keys", row: report, column: "person") }
    var content: Slot { Slot(town, table: "reports", row: report, column: "content") }
    var contact: Slot { Slot(town, table: "reports", row: report, column: "contact") }

    func answer(_ sequence: Int) -> Slot {
        Slot(town, table: "report_events", row: "\(report)/\(sequence)", column: "answer")
    }
}

extension ReportContent: Sealable, Personal {}
extension Contact: Sealable, Personal {}
extension Answer: Sealable, Personal {}
