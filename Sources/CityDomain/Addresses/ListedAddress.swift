import CityKit

/// An address of a file after every check.
struct ListedAddress: Sendable {
    let line: Int
    /// Nil for a row that names its settlement by the code alone.
    let settlement: LocalizedText?
    let settlementCode: String?
    /// One for each language; empty where the house has no street.
    let street: [StreetName]
    let streetCode: String?
    /// Nil for a row about the street alone.
    private(set) var house: (number: HouseNumber, point: Coordinate)?
    let postalCode: String?
    let district: String?

    static let longestName = 120
    static let longestCode = 40

    /// - Parameters:
    ///   - placing: what the coordinates of the file mean.
    ///   - town: names the settlement of rows that say nothing of it.
    init(_ row: AddressRow, _ placing: AddressPlacing, in town: LocalizedText) throws(AddressFault) {
        func fault(_ problem: AddressFault.Problem) -> AddressFault { AddressFault(line: row.line, problem) }
        for (name, text, limit) in Self.lengths(row) where text.count > limit {
            throw fault(.tooLong(name, limit: limit))
        }
        self.init(row, in: town)
        guard !row.number.isEmpty else {
            guard !street.isEmpty else { throw fault(.noStreet) }
            return
        }
        guard let number = HouseNumber(row.number) else { throw fault(.noNumber(String(row.number.prefix(20)))) }
        switch placing.place(of: row) {
        case .success(let point): house = (number, point)
        case .failure(let problem): throw fault(problem)
        }
    }

    /// What a row says besides its house; nil where even that is too long.
    init?(namesOf row: AddressRow, in town: LocalizedText) {
        guard Self.lengths(row).allSatisfy({ $0.1.count <= $0.2 }) else { return nil }
        self.init(row, in: town)
    }

    private init(_ row: AddressRow, in town: LocalizedText) {
        line = row.line
        let names = row.settlement.filter { !$0.value.isEmpty }
        let words = names.map { ($0.key ?? StreetName.language(of: $0.value), $0.value) }
        settlementCode = row.settlementCode.isEmpty ? nil : row.settlementCode
        settlement =
            words.isEmpty
            ? row.settlementCode.isEmpty ? town : nil : LocalizedText(Dictionary(words) { first, _ in first })
        street = row.street.sorted { ($0.key?.rawValue ?? "") < ($1.key?.rawValue ?? "") }
            .compactMap { StreetName(typed: $0.value, language: $0.key) }
        streetCode = row.streetCode.isEmpty ? nil : row.streetCode
        postalCode = row.postalCode.isEmpty ? nil : row.postalCode
        district = row.district.isEmpty ? nil : row.district
    }

    private static func lengths(_ row: AddressRow) -> [(String, String, Int)] {
        row.settlement.values.map { ("the settlement", $0, longestName) }
            + row.street.values.map { ("the street", $0, longestName) }
            + [
                ("the postal code", row.postalCode, longestCode), ("the district", row.district, longestName),
                ("the code of the settlement", row.settlementCode, longestCode),
                ("the code of the street", row.streetCode, longestCode),
            ]
    }
}

extension AddressFault.Problem: Error {}
