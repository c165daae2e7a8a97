import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import NIOCore

/// A register as CSV, which no spreadsheet takes for formulas.
struct RegisterFile {
    let name: String
    let columns: [String]
    let rows: [[String]]

    func response(of town: ID<Municipality>) -> Response {
        let writer = DelimitedWriter()
        let lines = ([columns] + rows.map { $0.map(DelimitedWriter.withoutFormula) }).map(writer.row)
        return Response(
            status: .ok,
            headers: [
                .contentType: ExportFormat.csv.mediaType,
                .contentDisposition: "attachment; filename=\"\(town)-\(name).csv\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: lines.joined()))
        )
    }
}

/// The register of breaches as a file.
struct BreachFile {
    let breaches: [KeepBreaches.Opened]
    let visit: Visit

    private static let columns = [
        "id", "learnedAt", "due", "natures", "persons", "events", "data", "consequences", "measures", "notice",
        "notifiedAt", "noticeReason", "telling", "toldAt", "tellingReason", "closedAt",
    ]

    var response: Response {
        RegisterFile(name: "breaches", columns: Self.columns, rows: breaches.map(row)).response(of: visit.town.id)
    }

    private func row(_ opened: KeepBreaches.Opened) -> [String] {
        let (breach, words) = (opened.breach, opened.words)
        let (notice, notified): (String, Instant?) =
            switch breach.notice {
            case .given(let at): ("given", at)
            case .unneeded: ("unneeded", nil)
            case .undecided: ("undecided", nil)
            }
        let (telling, told): (String, Instant?) =
            switch breach.telling {
            case .done(let at): ("done", at)
            case .unneeded: ("unneeded", nil)
            case .undecided: ("undecided", nil)
            }
        return [
            breach.id.rawValue, breach.learnedAt.rfc3339, breach.due.rfc3339,
            breach.natures.map(\.rawValue).sorted().joined(separator: " "), breach.persons.map { "\($0)" } ?? "",
            words.events, words.data, words.consequences, words.measures, notice, notified?.rfc3339 ?? "", words.notice,
            telling, told?.rfc3339 ?? "", words.telling, breach.closedAt?.rfc3339 ?? "",
        ]
    }
}
