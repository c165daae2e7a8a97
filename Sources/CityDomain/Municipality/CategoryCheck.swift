import CityKit

/// Checks `categories.json5`.
struct CategoryCheck {
    private let list: CategoryList
    private let town: ID<Municipality>

    init(_ list: CategoryList, town: ID<Municipality>) {
        self.list = list
        self.town = town
    }

    var faults: [FileFault] {
        ids(list.units.map(\.id.rawValue), in: "units") + ids(list.categories.map(\.id.rawValue), in: "categories")
            + units
    }

    private func ids(_ ids: [String], in path: String) -> [FileFault] {
        ids.repeats().map { fault("\(path)[\($0.index)].id", "“\($0.element)” is there twice") }
            + ids.enumerated().filter { !Self.isID($0.element) }.map {
                fault("\(path)[\($0.offset)].id", "“\($0.element)” must be small letters a–z, digits and hyphens")
            }
    }

    static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    private var units: [FileFault] {
        let known = list.units.map(\.id.rawValue)
        return list.categories.enumerated().filter { !known.contains($1.unit.rawValue) }.map { index, category in
            let near = Spelling.nearest(to: category.unit.rawValue, among: known)
            let mend = near.map { "did you mean “\($0)”?" } ?? "units are: \(known.joined(separator: ", "))"
            return fault("categories[\(index)].unit", "“\(category.unit)” is no unit; \(mend)")
        }
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.categories, path, problem)
    }
}
