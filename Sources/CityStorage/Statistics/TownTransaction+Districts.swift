public import CityDomain
import CityKit

extension TownTransaction {
    /// Places that wait for some seconds in the course of a day; with more, the figures of districts lack something.
    static let fewUnsorted = 200

    /// Whether so many published places are not sorted by the outlines that hold that the figures lack something.
    func isSorting() throws -> Bool { try waiting(atLeast: Self.fewUnsorted + 1) }

    private func waiting(atLeast count: Int) throws -> Bool {
        try sortingRevision().map { try unsorted(before: $0.revision, limit: count).count == count } ?? false
    }

    /// Whether these outlines are newer than those that hold, or there are places to be sorted by them.
    func waits(for map: DistrictMap) throws -> Bool {
        guard let holds = try sortingRevision() else { return map.districts != nil }
        guard holds.checksum == map.checksum else { return map.revision > holds.revision }
        return try waiting(atLeast: 1)
    }

    /// Makes these outlines those that hold, if they are newer.
    ///
    /// - Returns: false where others hold.
    func takesOver(_ map: DistrictMap) throws -> Bool {
        let holds = try sortingRevision()
        if let holds, holds.checksum == map.checksum { return true }
        guard holds.map({ map.revision > $0.revision }) ?? (map.districts != nil) else { return false }
        try execute(
            """
            INSERT INTO district_maps (municipality, checksum, revision) VALUES ({town}, ?, ?)
            ON CONFLICT (municipality) DO UPDATE SET checksum = excluded.checksum, revision = excluded.revision
            """,
            map.checksum,
            map.revision
        )
        return true
    }

    /// - Returns: how many places were sorted.
    func sortPlaces(limit: Int, by map: DistrictMap) throws -> Int {
        guard let holds = try sortingRevision() else { return 0 }
        let places = try unsorted(before: holds.revision, limit: limit)
        try recounting(places.map(\.report)) {
            for place in places {
                try execute(
                    "UPDATE publications SET district = ?, sorted_by = ? WHERE municipality = {town} AND report = ?",
                    CountedDistrict(of: place.point, in: map.districts),
                    holds.revision,
                    place.report
                )
            }
        }
        return places.count
    }

    private func sortingRevision() throws -> (checksum: String, revision: Int)? {
        try query("SELECT checksum, revision FROM district_maps WHERE municipality = {town}").first.map { row in
            (try row.text("checksum"), try row.int("revision"))
        }
    }

    private func unsorted(before revision: Int, limit: Int) throws -> [(report: ID<Report>, point: Coordinate)] {
        try query(
            """
            SELECT report, latitude, longitude FROM publications
            WHERE municipality = {town} AND latitude IS NOT NULL AND sorted_by < ? ORDER BY sorted_by, report LIMIT ?
            """,
            revision,
            limit
        ).compactMap { row in
            let report: ID<Report> = try row.id("report")
            return try row.optionalPoint().map { (report, $0) }
        }
    }
}

extension CountedDistrict: Storable {
    /// The id of the district; empty for none of them.
    var word: String {
        switch self {
        case .within(let district): district.rawValue
        case .elsewhere: ""
        }
    }

    public var databaseValue: Value { .text(word) }

    public init?(databaseValue: Value) {
        guard let word = String(databaseValue: databaseValue) else { return nil }
        self = word.isEmpty ? .elsewhere : .within(ID(word))
    }
}
