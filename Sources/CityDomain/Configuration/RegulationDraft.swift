public import CityKit

/// A version of the regulation as somebody typed it: a new one, or one whose day has not come.
public struct RegulationDraft: SettingsDraft {
    /// The name of the version, such as `2027-01`.
    public var version = ""
    /// The first day on which it counts.
    public var effective = ""
    /// Markdown by language; none where nothing was typed.
    public var texts: [Language: String] = [:]
    /// A version that people have accepted keeps its words: only one of a later day is changed.
    public var today: CivilDate

    public init(today: CivilDate) { self.today = today }

    /// The newest version, as the beginning of the next one.
    public init(_ files: MunicipalityFiles, of town: Municipality) {
        self.init(today: CivilDate(dayNumber: 0))
        guard let newest = town.regulation.first else { return }
        for version in town.regulation where version.version == newest.version {
            texts[version.language] = version.text
        }
    }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = failures(town)
        guard failures.isEmpty, let day = CivilDate(effective.trimmingSpaces()) else { throw Failures(failures) }
        let name = version.trimmingSpaces()
        let typed = town.profile.languages.filter { !(texts[$0] ?? "").trimmingSpaces().isEmpty }
        var contents = files.contents
        for old in town.profile.regulation where old.version == name && !typed.contains(old.language) {
            contents["regulation/\(old.file)"] = nil
        }
        for language in typed {
            let file = Self.file(name, language, of: town)
            contents["regulation/\(file)"] = (texts[language] ?? "").trimmingSpaces() + "\n"
        }
        return try MunicipalityFiles(town: files.town, contents: contents).editing(MunicipalityFiles.profile) { tree in
            let entries = typed.map { language in
                JSONTree.object([
                    "version": .text(name), "effective": .text(day.description), "language": .text(language.rawValue),
                    "file": .text(Self.file(name, language, of: town)),
                ])
            }
            let others = (tree["regulation"]?.elements ?? []).filter { $0["version"] != .text(name) }
            // The newest stands first.
            let place = others.firstIndex { $0.effective.map { $0 <= day } ?? true } ?? others.endIndex
            tree["regulation"] = .list(others[..<place] + entries + others[place...])
        }
    }

    /// The file that holds the version, or will.
    private static func file(_ version: String, _ language: Language, of town: Municipality) -> String {
        let old = town.profile.regulation.first { $0.version == version && $0.language == language }
        return old?.file ?? "\(language.rawValue)-\(version).md"
    }

    private func failures(_ town: Municipality) -> [RegulationFailure] {
        var failures: [RegulationFailure] = []
        let name = version.trimmingSpaces()
        if !CategoryCheck.isID(name) { failures.append(RegulationFailure.versionMalformed) }
        if let day = CivilDate(effective.trimmingSpaces()) {
            let old = town.regulation.first { $0.version == name }
            if let old, old.effective <= today {
                failures.append(RegulationFailure.inForce)
            } else if day < today {
                failures.append(RegulationFailure.past)
            }
        } else {
            failures.append(RegulationFailure.dayMalformed)
        }
        if let office = town.profile.languages.first, (texts[office] ?? "").trimmingSpaces().isEmpty {
            failures.append(RegulationFailure.textMissing(in: office))
        }
        return failures
    }
}

extension JSONTree {
    fileprivate var effective: CivilDate? { self["effective"]?.line.flatMap { CivilDate($0) } }
}

public enum RegulationFailure: Failure, Equatable {
    /// Small letters, digits and hyphens are allowed.
    case versionMalformed
    case dayMalformed
    /// A new version counts from today on or later.
    case past
    /// The version counts already, and people have accepted its words.
    case inForce
    /// In the language of the office.
    case textMissing(in: Language)

    public var kind: FailureKind {
        switch self {
        case .versionMalformed, .inForce: .invalid(field: "version")
        case .dayMalformed, .past: .invalid(field: "effective")
        case .textMissing(let language): .invalid(field: "text-\(language.rawValue)")
        }
    }

    public var text: Text {
        switch self {
        case .versionMalformed: Text("configuration.regulation.failure.versionMalformed")
        case .dayMalformed: Text("configuration.terms.failure.dayMalformed")
        case .past: Text("configuration.regulation.failure.past")
        case .inForce: Text("configuration.regulation.failure.inForce")
        case .textMissing: Text("configuration.regulation.failure.textMissing")
        }
    }
}
