public import CityKit
import Foundation

/// Makes categories of the values of a file that a town does not know yet.
///
/// They stand at the end of the town's own file and are offered to nobody: reports of another system belong to them,
/// residents go on choosing from the town's list.
public struct AddCategories: Sendable {
    private let decoder: MunicipalityDecoder

    public init(decoder: MunicipalityDecoder) { self.decoder = decoder }

    /// The values of the rows that are no category of the town, each once, in the order of the file.
    public func missing(_ rows: DelimitedReader, by plan: ImportPlan) throws -> [String] {
        var rows = rows
        var missing: [String] = []
        var seen: Set<String> = []
        while let record = try rows.next() {
            guard let value = plan.missingCategory(of: record), seen.insert(value).inserted else { continue }
            missing.append(value)
        }
        return missing
    }

    /// The town's files with a category for each value.
    ///
    /// - Throws: `FileFaults` when the town would not be whole.
    public func callAsFunction(
        _ values: [String],
        as new: ImportMapping.NewCategory,
        to files: MunicipalityFiles,
        of town: Municipality,
        at now: Instant
    ) throws -> MunicipalityFiles {
        let last = town.clock.date(of: now) - 1
        var ids = Set(town.categories.map(\.id.rawValue))
        let lines = values.map { value in
            let id = Self.id(for: value, notIn: ids)
            ids.insert(id)
            return Self.line(value, id: id, new, languages: town.profile.languages, until: last)
        }
        let name = MunicipalityFiles.categories
        guard let file = files.file(name), let text = file.appending(lines, toList: "categories") else {
            throw FileFaults([FileFault(file: "\(files.town)/\(name)", problem: "has no list “categories”")])
        }
        let changed = MunicipalityFiles(town: files.town, contents: files.contents.merging([name: text]) { $1 })
        _ = try decoder.decode(changed, revision: town.revision + 1)
        return changed
    }

    /// Letters a–z and digits of the value, hyphens between its words.
    private static func id(for value: String, notIn ids: Set<String>) -> String {
        let latin = value.applyingTransform(.toLatin, reverse: false) ?? value
        let folded = latin.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .replacing("ł", with: "l")
        let words = folded.split { !CategoryCheck.isID(String($0)) || $0 == "-" }
        let id = words.isEmpty ? "category" : words.joined(separator: "-")
        guard ids.contains(id) else { return id }
        var number = 2
        while ids.contains("\(id)-\(number)") { number += 1 }
        return "\(id)-\(number)"
    }

    private static func line(
        _ value: String,
        id: String,
        _ new: ImportMapping.NewCategory,
        languages: [Language],
        until last: CivilDate
    ) -> String {
        let names = languages.map { "\($0.rawValue): \(quoted(value))" }.joined(separator: ", ")
        return """
            { id: \(quoted(id)), group: \(quoted(new.group.rawValue)), name: { \(names) }, \
            kind: \(quoted(new.kind.rawValue)), unit: \(quoted(new.unit.rawValue)), icon: \(quoted(new.icon)), \
            offered: { until: \(quoted(last.description)) } }
            """
    }

    /// As a text of JSON.
    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\u{0}"..<" ": " "
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}

extension ImportPlan {
    /// The value of a row that a category is to be made of.
    fileprivate func missingCategory(of record: DelimitedRecord) -> String? {
        guard record.count == width, !record.isCut, !skip.contains(where: { $0.holds(of: record) }),
            let value = try? category.text(of: record), !value.isEmpty, categories[value] == nil
        else { return nil }
        return value
    }
}
