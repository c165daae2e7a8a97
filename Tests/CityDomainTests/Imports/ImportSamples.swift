import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

/// Takes the numbers for degrees and knows LV95 and WGS 84 only.
struct FakeProjections: Projections {
    func projection(from system: CoordinateSystem) -> (any Projection)? {
        [2056, 4326].contains(system.epsg) ? FakeProjection() : nil
    }
}

struct FakeProjection: Projection {
    func coordinate(east: Double, north: Double) -> Coordinate? { Coordinate(latitude: north, longitude: east) }
}

/// A file of another system and the mapping for it.
enum ImportSample {
    static let columns = ["no", "at", "end", "what", "text", "street", "house", "x", "y", "state", "said", "mail"]

    static let mapping = """
        {
          source: "old-system",
          number: "{no}",
          received: { column: "at", format: "dd.MM.yyyy HH:mm" },
          category: { value: "{what}", values: { lamp: "street-light" } },
          unit: { value: "{what}", values: { hole: "roads" } },
          description: "{text}",
          address: ["{street} {house}", "Przykładów"],
          coordinates: { system: "LV95", east: "x", north: "y", unless: [{ column: "street", is: ["?"] }] },
          status: [
            { when: { column: "state", is: ["no"] }, status: "rejected", reason: "duplicate" },
            { when: { column: "state", begins: ["end"] }, status: "done" },
            { when: { column: "state", is: ["seen"] }, status: "accepted" },
            { when: { column: "state", empty: true }, status: "new" },
          ],
          ended: { column: "end", format: "dd.MM.yyyy HH:mm" },
          answer: "{said}",
          contact: { email: "{mail}" },
          skip: [{ column: "what", is: ["test"] }],
          publish: true,
        }
        """

    static func mapping(_ changes: (String, String)...) throws -> ImportMapping {
        var text = mapping
        for (old, new) in changes { text = text.replacing(old, with: new) }
        return try HandwrittenFile(name: "map.json5", data: Data(text.utf8)).decode()
    }

    static func plan(_ mapping: ImportMapping? = nil, in town: Municipality) throws -> ImportPlan {
        try ImportPlan(
            try mapping ?? self.mapping(),
            named: "map.json5",
            columns: columns,
            in: town,
            projections: FakeProjections()
        )
    }

    /// The only row of a text, columns apart by `|`.
    static func record(_ text: String) throws -> DelimitedRecord {
        var rest: [UInt8]? = Array(text.utf8)
        var reader = DelimitedReader(separator: UInt8(ascii: "|")) {
            defer { rest = nil }
            return rest
        }
        return try #require(try reader.next())
    }
}
