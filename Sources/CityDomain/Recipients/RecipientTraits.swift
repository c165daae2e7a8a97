public import CityKit

/// What people are chosen by, apart from their names and addresses to write to, so that reading a register through does not
/// open whole profiles. Sealed like the profile.
public struct RecipientTraits: Hashable, Personal, Sealable {
    public let birthDate: CivilDate?
    public let sex: RecipientProfile.Sex?
    /// Nil for an address that the register of addresses does not have.
    public let place: PersonalAddress.RegisteredPlace?

    public init(_ profile: RecipientProfile) {
        birthDate = profile.birthDate
        sex = profile.sex
        place = profile.address?.registered
    }

    /// Seven lines of text: the day's number, the sex, settlement, street, house, district, and the point.
    public func plainBytes() -> [UInt8] {
        let point = place.map { "\($0.point.latitude) \($0.point.longitude)" }
        let lines = [
            birthDate.map { String($0.dayNumber) }, sex?.rawValue, place?.settlement.rawValue, place?.street?.rawValue,
            place?.house, place?.district, point,
        ]
        return Array(lines.map { $0 ?? "" }.joined(separator: "\n").utf8)
    }

    /// - Throws: `VaultError.unknownFormat`.
    public init(plainBytes: [UInt8]) throws {
        let lines = String(decoding: plainBytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 7 else { throw VaultError.unknownFormat }
        func text(_ index: Int) -> String? { lines[index].isEmpty ? nil : String(lines[index]) }
        birthDate = text(0).flatMap(Int.init).map { CivilDate(dayNumber: $0) }
        sex = text(1).flatMap(RecipientProfile.Sex.init)
        let degrees = lines[6].split(separator: " ").compactMap { Double($0) }
        guard let settlement = text(2), let house = text(4), degrees.count == 2,
            let point = Coordinate(latitude: degrees[0], longitude: degrees[1])
        else {
            place = nil
            return
        }
        place = PersonalAddress.RegisteredPlace(
            settlement: ID(settlement),
            street: text(3).map { ID($0) },
            house: house,
            point: point,
            district: text(5)
        )
    }
}
