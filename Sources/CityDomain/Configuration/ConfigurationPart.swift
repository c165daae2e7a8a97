public import CityKit

/// What a file of a town is about, in the words of the office.
public enum ConfigurationPart: String, Sendable, CaseIterable {
    case profile, categories, rules, clauses, boundary, streets, managedLand, districts, texts, regulation, scenarios

    /// - Parameter file: the name in the town's folder. Nil for a file that no town has.
    public init?(file: String) {
        switch file {
        case MunicipalityFiles.profile: self = .profile
        case MunicipalityFiles.categories: self = .categories
        case MunicipalityFiles.rules: self = .rules
        case MunicipalityFiles.clauses: self = .clauses
        case MunicipalityFiles.boundary: self = .boundary
        case MunicipalityFiles.streets: self = .streets
        case MunicipalityFiles.managedLand: self = .managedLand
        case MunicipalityFiles.districts: self = .districts
        default: self.init(rawValue: file.split(separator: "/").first.map(String.init) ?? "")
        }
    }

    public var text: Text { Text("configuration.part.\(rawValue)") }
}
