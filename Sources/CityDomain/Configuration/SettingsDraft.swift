import CityKit

/// One part of a town's settings as somebody typed it; nothing in it has been checked. Every editor is made of one, and
/// all end in the same files.
public protocol SettingsDraft: Sendable, Equatable {
    /// What the files have.
    ///
    /// - Parameter town: what the files describe.
    init(_ files: MunicipalityFiles, of town: Municipality) throws

    /// The files with what was typed. What the form does not show, clauses above all, stays as it is, and a file in which
    /// nothing changed keeps its comments.
    ///
    /// - Throws: `Failures` with what is missing or cannot be read; `ConfigurationFailure.fault`. Whether the whole fits
    ///   together is asked of the files afterwards.
    func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles

    /// What was typed into a form that was opened before somebody else saved: it changes what it changed there, and everything
    /// else is as it was saved.
    ///
    /// - Parameters:
    ///   - newest: what was saved.
    ///   - base: the form as it was opened.
    func over(_ newest: Self, since base: Self) -> Self
}

extension MunicipalityFiles {
    /// The same files with one other text.
    func replacing(_ name: String, with text: String) -> Self {
        Self(town: town, contents: contents.merging([name: text]) { $1 })
    }

    /// - Throws: `ConfigurationFailure.fault` when the file cannot be read.
    func tree(of name: String) throws(ConfigurationFailure) -> JSONTree {
        guard let tree = contents[name].flatMap(JSONTree.init(json5:)) else {
            throw .fault(FileFault(file: "\(town)/\(name)", problem: "cannot be read"))
        }
        return tree
    }

    /// The files with one of them changed inside; the same text where the change came to nothing.
    ///
    /// - Throws: `ConfigurationFailure.fault` when the file cannot be read, and what the change throws.
    func editing(_ name: String, _ edit: (inout JSONTree) throws -> Void) throws -> Self {
        let old = try tree(of: name)
        var tree = old
        try edit(&tree)
        return tree == old ? self : replacing(name, with: tree.json)
    }
}

extension [Language: String] {
    /// The languages in which nothing was typed.
    func missing(of languages: [Language]) -> [Language] {
        languages.filter { (self[$0] ?? "").trimmingSpaces().isEmpty }
    }

    /// Puts what was typed in these languages into localized words; those of other languages stay.
    func put(into tree: inout JSONTree, at path: [String], of languages: [Language]) {
        for language in languages {
            tree[path: path + [language.rawValue]] = .text((self[language] ?? "").trimmingSpaces())
        }
    }
}
