public import CityKit

/// Changes one category in a town's files. What a form does not show, clauses above all, stays as it is.
public struct CategoryEditor: Sendable {
    private let files: MunicipalityFiles
    private let languages: [Language]
    private let tree: JSONTree

    /// - Parameter town: what the files describe.
    /// - Throws: `ConfigurationFailure.fault` when the list of categories cannot be read.
    public init(_ files: MunicipalityFiles, of town: Municipality) throws(ConfigurationFailure) {
        self.files = files
        tree = try files.tree(of: MunicipalityFiles.categories)
        languages = town.profile.languages
    }

    /// The files with the category as the draft says, in its place or at the end of the list.
    ///
    /// - Throws: `Failures` with what is missing or cannot be read.
    public func putting(_ draft: CategoryDraft) throws(Failures) -> MunicipalityFiles {
        let groups = list("groups").compactMap(\.id)
        var check = CategoryDraftCheck(draft, languages: languages, groups: groups)
        var tree = tree
        var categories = list("categories")
        let index = categories.firstIndex { $0.id == draft.id }
        var category = index.map { categories[$0] } ?? .object(["id": .text(draft.id)])
        let group = check.group
        if let fresh = check.newGroup { tree["groups"] = .list(list("groups") + [fresh]) }
        check.fill(&category, group: group)
        guard check.failures.isEmpty else { throw Failures(check.failures) }
        if let index { categories[index] = category } else { categories.append(category) }
        return storing(categories, in: tree)
    }

    /// The files with the category one place earlier or later among those of its group; unchanged at the end.
    public func moving(_ id: ID<Category>, by step: Step) -> MunicipalityFiles {
        var categories = list("categories")
        guard let place = categories.firstIndex(where: { $0.id == id.rawValue }) else { return files }
        let group = categories[place]["group"]
        let others = categories.indices.filter { categories[$0]["group"] == group }
        let next = step == .up ? others.last { $0 < place } : others.first { $0 > place }
        guard let next else { return files }
        categories.swapAt(place, next)
        return storing(categories, in: tree)
    }

    public enum Step: String, Sendable, CaseIterable { case up, down }

    /// The files without the category, and without its group where nothing else stands in it.
    public func removing(_ id: ID<Category>) -> MunicipalityFiles {
        storing(list("categories").filter { $0.id != id.rawValue }, in: tree)
    }

    private func list(_ key: String) -> [JSONTree] { tree[key]?.elements ?? [] }

    /// Without groups in which nothing stands any more.
    private func storing(_ categories: [JSONTree], in tree: JSONTree) -> MunicipalityFiles {
        var tree = tree
        let used = categories.map { $0["group"] }
        tree["categories"] = .list(categories)
        tree["groups"] = .list((tree["groups"]?.elements ?? []).filter { used.contains($0["id"]) })
        return files.replacing(MunicipalityFiles.categories, with: tree.json)
    }
}
