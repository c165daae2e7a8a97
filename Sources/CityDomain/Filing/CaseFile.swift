public import CityKit
import Foundation

/// Everything about a case, opened to be handed to the records system. Lives as long as the package is made.
public struct CaseFile: Personal {
    public let filing: CaseFiling
    /// Without contact data for those who have no right to it.
    public let report: OpenReport
    /// What the office kept of it for itself.
    public let lines: [OpenCasework.Line]
    /// What the office and the reporter wrote to each other besides.
    public let thread: OpenThread
    let photos: [PersonalArchive.Photo]
    let noteFiles: [NoteFile]
    public let said: [OpenSatisfaction]
    public let town: Municipality
    public let filedAt: Instant

    /// Of the photos, in the package.
    public var photoNames: [String] { photos.map(\.name) }

    /// A file of a note with its name in the package.
    struct NoteFile: Sendable {
        let path: String
        let file: OpenNoteFile.Kept

        /// `notes/1.pdf` and so on: the names that they came with may be any letters.
        static func named(_ lines: [OpenCasework.Line]) -> [Self] {
            lines.flatMap(\.files).compactMap(\.kept).enumerated().map { index, file in
                let ending = file.name.split(separator: ".").last?.lowercased() ?? ""
                return NoteFile(path: "notes/\(index + 1).\(ending)", file: file)
            }
        }
    }

    /// Of the package, without its ending.
    public var name: String { "\(town.id)-\(report.report.number.path)" }

    /// `case.json` of the package.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(CaseFileData(self)))
    }
}

/// A case as `case.json` says it.
struct CaseFileData: Encodable {
    let municipality: String
    let office: String
    let sign: String
    let archivalClass: String
    let filedAt: String
    let unit: String
    let endedAt: String?
    let report: PersonalData.Part
    let terms: [Term]
    let notes: [Note]
    /// The case that it was split off; null for one of its own.
    let splitFrom: String?
    let parts: [Part]

    /// A part that was split off the case, with a file of its own.
    struct Part: Encodable {
        let number: String
        let category: String
        let unit: String
        let status: String
    }

    struct Term: Encodable {
        let name: String
        let startedOn: String
        let due: String
        let endedOn: String?
    }

    /// What the office noted for itself.
    struct Note: Encodable {
        let at: String
        /// Null for a program.
        let author: String?
        let act: String
        /// That was asked, or has said something; null for other lines.
        let unit: String?
        /// Who leads the case from then on; null for other lines.
        let lead: String?
        let words: String?
        let files: [File]
    }

    /// That belongs to a note.
    struct File: Encodable {
        let name: String
        /// In the package, below `data`.
        let path: String
    }

    init(_ file: CaseFile) {
        let report = file.report.report
        municipality = file.town.id.rawValue
        office = file.town.profile.office.name[file.town.profile.languages.first ?? .english] ?? file.town.id.rawValue
        sign = file.filing.sign
        archivalClass = file.filing.archivalClass.rawValue
        filedAt = file.filedAt.rfc3339
        unit = report.unit.rawValue
        endedAt = report.endedAt?.rfc3339
        self.report = PersonalData.Part(file.report, file.photos, file.said, file.thread)
        terms = report.deadlines.map { term in
            Term(
                name: term.name.rawValue,
                startedOn: "\(term.startedOn)",
                due: "\(term.due)",
                endedOn: term.endedOn.map { "\($0)" }
            )
        }
        splitFrom = report.split.from?.number.description
        parts = report.split.parts.map { part in
            Part(
                number: part.number.description,
                category: part.category.rawValue,
                unit: part.unit.rawValue,
                status: part.status.rawValue
            )
        }
        notes = file.lines.map { line in
            Note(
                at: line.at.rfc3339,
                author: line.author?.text,
                act: line.act.name,
                unit: line.act.unit?.rawValue,
                lead: line.act.lead?.text,
                words: line.words,
                files: line.files.compactMap(\.kept).compactMap { kept in
                    file.noteFiles.first { $0.file.file == kept.file }.map { File(name: kept.name, path: $0.path) }
                }
            )
        }
    }
}

extension OpenCasework.Line.Act {
    fileprivate var unit: ID<Unit>? {
        switch self {
        case .unitAsked(let unit), .unitReleased(let unit), .unitAnswered(let unit), .unitDeclined(let unit): unit
        case .noted, .assigned, .unassigned, .returned, .kept, .filed: nil
        }
    }

    fileprivate var lead: PersonName? { if case .assigned(let lead) = self { lead } else { nil } }

    fileprivate var name: String {
        switch self {
        case .noted: "noted"
        case .assigned: "assigned"
        case .unassigned: "unassigned"
        case .unitAsked: "unitAsked"
        case .unitReleased: "unitReleased"
        case .unitAnswered: "unitAnswered"
        case .unitDeclined: "unitDeclined"
        case .returned: "returned"
        case .kept: "kept"
        case .filed: "filed"
        }
    }
}
