import CityKit

/// Which towns of `Municipalities/` a start takes in.
enum FirstTowns: Sendable, Equatable {
    case all
    case these(Set<String>)

    /// - Parameter setting: names with commas between them, or `all`.
    init(setting: String) {
        let names = setting.split(separator: ",").map { $0.trimmingSpaces() }
        self = names == ["all"] ? .all : .these(Set(names))
    }
}
