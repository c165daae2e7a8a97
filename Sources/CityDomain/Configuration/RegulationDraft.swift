public import CityKit

/// A version of the regulation as somebody typed it: a new one, one whose day has not come, or one that counts already in a
/// language that it did not have.
public struct RegulationDraft: SettingsDraft {
    /// The name of the version, such as `2027-01`.
    public var version = ""
    /// The first day on which it counts.
    public var effective = ""
    /// Markdown by language, blank where nothing was typed; a language that is not there stays as it is.
    public var texts: [Language: String] = [:]
    /// A version that people have accepted keeps its words: only one of a later day is changed.
    public var today: CivilDate
    /// What the town had when the form was made.
    private var known: [RegulationVersion] = []

    /// Letters and signs of the text in one language: a page that everybody can open.
    public static let longestText = 500_000

    public init(today: CivilDate) { self.today = today }

    /// The newest version, as the beginning of the next one.
    public init(_ files: MunicipalityFiles, of town: Municipality) {
        self.init(today: CivilDate(dayNumber: 0))
        known = town.regulation
        guard let newest = town.regulation.first else { return }
        for version in town.regulation where version.version == newest.version {
            texts[version.language] = version.text
        }
    }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = failures(town)
        guard failures.isEmpty else { throw Failures(failures) }
        if isTranslation(of: town) { return try translating(files, of: town) }
        guard let day = CivilDate(effective.trimmingSpaces()) else { throw Failures(failures) }
        let name = version.trimmingSpaces()
        let (typed, cleared) = languages(of: town)
        let placed = files.settingTexts(texts, typed: typed, cleared: cleared, version: name, of: town)
        return try placed.files.editing(MunicipalityFiles.profile) { tree in
            let all = tree["regulation"]?.elements ?? []
            let own = all.filter { $0["version"] == .text(name) }
            let entries = typed.map { language in
                var entry = own.first { $0["language"] == .text(language.rawValue) } ?? .object([:])
                (entry["version"], entry["effective"]) = (.text(name), .text(day.description))
                entry["language"] = .text(language.rawValue)
                entry["file"] = placed.names[language].map(JSONTree.text)
                return entry
            }
            let asked = (typed + cleared).map { JSONTree.text($0.rawValue) }
            let kept = own.filter { entry in !asked.contains { entry["language"] == $0 } }.map { entry in
                var entry = entry
                entry["effective"] = .text(day.description)
                return entry
            }
            let others = all.filter { $0["version"] != .text(name) }
            // The newest stands first.
            let place = others.firstIndex { $0.effective.map { $0 <= day } ?? true } ?? others.endIndex
            tree["regulation"] = .list(others[..<place] + entries + kept + others[place...])
        }
    }

    /// Languages of the town with words, and those that the form had and nobody filled in.
    private func languages(of town: Municipality) -> (typed: [Language], cleared: [Language]) {
        let asked = town.profile.languages.filter { texts[$0] != nil }
        let typed = asked.filter { !(texts[$0] ?? "").trimmingSpaces().isEmpty }
        return (typed, asked.filter { !typed.contains($0) })
    }

    private func failures(_ town: Municipality) -> [RegulationFailure] {
        var failures: [RegulationFailure] = []
        let name = version.trimmingSpaces()
        if !CategoryCheck.isID(name) { failures.append(RegulationFailure.versionMalformed) }
        if isTranslation(of: town) { return failures + translationFailures(town) }
        if let day = CivilDate(effective.trimmingSpaces()) {
            if day < today { failures.append(RegulationFailure.past) }
        } else {
            failures.append(RegulationFailure.dayMalformed)
        }
        if let office = town.profile.languages.first, (texts[office] ?? "").trimmingSpaces().isEmpty {
            failures.append(RegulationFailure.textMissing(in: office))
        }
        return failures + tooLong(town)
    }

    private func tooLong(_ town: Municipality) -> [RegulationFailure] {
        town.profile.languages.compactMap { language in
            let length = (texts[language] ?? "").unicodeScalars.count
            return length > Self.longestText ? RegulationFailure.textTooLong(in: language, length: length) : nil
        }
    }
}

// MARK: - Translations of what is in force

extension RegulationDraft {
    /// The texts of the version that count already.
    private func inForce(in town: Municipality) -> [RegulationVersion] {
        let name = version.trimmingSpaces()
        let own = town.regulation.filter { $0.version == name }
        // A language may have come later than the others.
        return own.contains { $0.effective <= today } ? own : []
    }

    /// Whether the version counts already, so that it can only be had in one more language.
    private func isTranslation(of town: Municipality) -> Bool { !inForce(in: town).isEmpty }

    /// Languages that the version in force does not have and that were typed.
    private func translated(in town: Municipality) -> [Language] {
        let known = inForce(in: town).map(\.language)
        return town.profile.languages.filter { language in
            !known.contains(language) && !(texts[language] ?? "").trimmingSpaces().isEmpty
        }
    }

    /// Its words and its day stay; the form may show them, or leave them out.
    private func translationFailures(_ town: Municipality) -> [RegulationFailure] {
        let own = inForce(in: town)
        let day = effective.trimmingSpaces()
        let changes = own.contains { known in
            guard let typed = texts[known.language]?.trimmingSpaces(), !typed.isEmpty else { return false }
            return typed.asLines != known.text.trimmingSpaces().asLines
        }
        let moves = !day.isEmpty && !own.contains { $0.effective.description == day }
        guard !changes, !moves, !translated(in: town).isEmpty else { return [RegulationFailure.inForce] }
        return tooLong(town)
    }

    /// The files with the version in force in one more language.
    fileprivate func translating(_ files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let (name, typed) = (version.trimmingSpaces(), translated(in: town))
        guard let day = inForce(in: town).map(\.effective).min() else { return files }
        let placed = files.settingTexts(texts, typed: typed, cleared: [], version: name, of: town)
        return try placed.files.editing(MunicipalityFiles.profile) { tree in
            let all = tree["regulation"]?.elements ?? []
            let last = all.lastIndex { $0["version"] == .text(name) && $0.effective == day } ?? all.startIndex
            let entries = typed.map { language in
                JSONTree.object([
                    "version": .text(name), "effective": .text(day.description), "language": .text(language.rawValue),
                    "file": placed.names[language].map(JSONTree.text) ?? .null,
                ])
            }
            tree["regulation"] = .list(Array(all[...last]) + entries + Array(all[(last + 1)...]))
        }
    }
}

extension String {
    /// Browsers send lines that end otherwise than those of files.
    fileprivate var asLines: [Substring] { split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
}

// MARK: - Over what was saved meanwhile

extension RegulationDraft {
    /// A name that somebody else just gave to a version of their own is taken out of the form, so that another one is chosen.
    public func over(_ newest: Self, since base: Self) -> Self {
        let (old, new) = (base.version(of: self), newest.version(of: self))
        var draft = self
        guard !new.known.isEmpty else { return draft }
        guard !old.known.isEmpty else {
            draft.version = ""
            return draft
        }
        let merge = MeanwhileMerge(base: old, typed: self, newest: new)
        draft.effective = merge.text(\.effective)
        let merged = merge.each(\.texts)
        draft.texts = Dictionary(uniqueKeysWithValues: texts.keys.map { ($0, merged[$0] ?? "") })
        return draft
    }

    /// The version that `draft` names as it is here, not the newest one.
    private func version(of draft: Self) -> Self {
        var found = self
        found.known = known.filter { $0.version == draft.version.trimmingSpaces() }
        found.effective = found.known.first?.effective.description ?? ""
        found.texts = Dictionary(found.known.map { ($0.language, $0.text) }) { first, _ in first }
        return found
    }
}

extension MunicipalityFiles {
    /// The files with the texts of one version, and where each of them is.
    fileprivate func settingTexts(
        _ texts: [Language: String],
        typed: [Language],
        cleared: [Language],
        version: String,
        of town: Municipality
    ) -> (files: Self, names: [Language: String]) {
        var (contents, names) = (self.contents, [Language: String]())
        let own = town.profile.regulation.filter { $0.version == version }
        func isOfAnother(_ file: String, _ language: Language) -> Bool {
            town.profile.regulation.contains {
                $0.file == file && ($0.version != version || $0.language != language)
            }
        }
        for old in own where cleared.contains(old.language) && !isOfAnother(old.file, old.language) {
            contents["regulation/\(old.file)"] = nil
        }
        for language in typed {
            let old = own.first { $0.language == language }.map(\.file)
            var file = old ?? "\(language.rawValue)-\(version).md"
            // A file of another version keeps its words, whatever it is called.
            var count = 1
            while isOfAnother(file, language) || (file != old && contents["regulation/\(file)"] != nil) {
                count += 1
                file = "\(language.rawValue)-\(version)-\(count).md"
            }
            contents["regulation/\(file)"] = (texts[language] ?? "").trimmingSpaces() + "\n"
            names[language] = file
        }
        return (Self(town: self.town, contents: contents), names)
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
    /// Longer than `RegulationDraft.longestText`.
    case textTooLong(in: Language, length: Int)

    public var kind: FailureKind {
        switch self {
        case .versionMalformed, .inForce: .invalid(field: "version")
        case .dayMalformed, .past: .invalid(field: "effective")
        case .textMissing(let language), .textTooLong(let language, _): .invalid(field: "text-\(language.rawValue)")
        }
    }

    public var text: Text {
        switch self {
        case .versionMalformed: Text("configuration.regulation.failure.versionMalformed")
        case .dayMalformed: Text("configuration.terms.failure.dayMalformed")
        case .past: Text("configuration.regulation.failure.past")
        case .inForce: Text("configuration.regulation.failure.inForce")
        case .textMissing: Text("configuration.regulation.failure.textMissing")
        case .textTooLong(_, let length):
            Text(
                "configuration.regulation.failure.textTooLong",
                ["length": .number(length), "count": .number(RegulationDraft.longestText)]
            )
        }
    }
}
