public import CityKit

/// A register as rows of a CSV file that `DelimitedAddresses` reads back: a row for each house, and one for each street
/// without houses. Former names are not in it: renamed streets are a list of their own.
public struct AddressTable: Sendable {
    public let columns: [String]
    public let rows: [[String]]

    public init(_ register: AddressRegister) {
        let languages = Self.languages(of: register)
        columns =
            languages.map { "settlement_\($0.rawValue)" } + ["settlement_code"]
            + languages.map { "street_\($0.rawValue)" }
            + ["street_code", "number", "latitude", "longitude", "postal_code", "district"]
        let settlements = Dictionary(register.settlements.map { ($0.id, $0) }) { first, _ in first }
        let houses = Dictionary(grouping: register.points, by: \.street)
        rows = register.streets.filter { $0.names.contains(where: \.isCurrent) }.flatMap { street -> [[String]] in
            let settlement = settlements[street.settlement]
            let names =
                languages.map { settlement?.name.words[$0] ?? "" } + [settlement?.code ?? ""]
                + languages.map { language in
                    street.names.first { $0.isCurrent && $0.language == language }?.listed ?? ""
                }
                + [street.code ?? ""]
            let own = (houses[street.id] ?? []).sorted { $0.number < $1.number }.map { Self.cells(of: $0) }
            // Houses without a street are known by their settlement alone.
            let alone = street.names.first?.kind == .locality ? [] : [["", "", "", "", ""]]
            return (own.isEmpty ? alone : own).map { names.map(DelimitedWriter.withoutFormula) + $0 }
        }
    }

    private static func languages(of register: AddressRegister) -> [Language] {
        let used =
            register.settlements.flatMap(\.name.words.keys) + register.streets.flatMap { $0.names.map(\.language) }
        return Language.allCases.filter(Set(used).contains)
    }

    private static func cells(of house: AddressPoint) -> [String] {
        [house.number.description, "\(house.point.latitude)", "\(house.point.longitude)"]
            + [house.postalCode ?? "", house.district ?? ""].map(DelimitedWriter.withoutFormula)
    }
}

extension StreetName {
    /// As a column of streets has it; nothing for the settlement itself.
    fileprivate var listed: String? { kind == .locality ? nil : full }
}
