public import CityKit

/// The part of a town that a published report is counted for.
public enum CountedDistrict: Sendable, Hashable {
    case within(ID<District>)
    /// In none of the districts of the town.
    case elsewhere

    /// Nil where the town has none.
    public init?(of point: Coordinate, in districts: Districts?) {
        guard let districts else { return nil }
        self = districts.district(at: point).map { .within($0.id) } ?? .elsewhere
    }
}

/// The outlines by which published places are sorted into districts.
public struct DistrictMap: Sendable {
    /// Nil where the town has none.
    public let districts: Districts?
    /// The same for the same outlines; empty where there are none.
    public let checksum: String
    /// The first revision of the town that may have them: among different outlines those of the newest one hold.
    public let revision: Int

    init(_ districts: Districts?, revision: Int, _ vault: any Vault) {
        self.districts = districts
        self.revision = revision
        checksum = districts.map { vault.checksum($0.outlines) } ?? ""
    }
}

extension Districts {
    /// All that decides in which one a place is.
    fileprivate var outlines: [UInt8] {
        let lines = all.map { district in
            let rings = district.area.rings.map { ring in
                ring.map { "\($0.latitude) \($0.longitude)" }.joined(separator: ",")
            }
            return "\(district.id): \(rings.joined(separator: "; "))\n"
        }
        return Array(lines.joined().utf8)
    }
}
