import CityDomain
import CityKit

extension PhotoCovering {
    /// Nil when nothing is covered.
    init?(_ row: Row) throws {
        guard let large: ID<StoredFile> = try row.optionalID("covered_file") else { return nil }
        self.init(
            areas: try [PhotoArea](stored: row.text("areas")),
            large: StoredFile(name: large, size: try row.int("covered_size")),
            thumbnail: StoredFile(name: try row.id("covered_thumbnail"), size: try row.int("covered_thumbnail_size"))
        )
    }
}

extension [PhotoArea] {
    var stored: String { map(\.stored).joined(separator: ";") }

    /// - Throws: `RowFault` for what `stored` never writes: an area that is lost would uncover something.
    init(stored: String) throws {
        self = try stored.split(separator: ";").map { text in
            guard let area = PhotoArea(stored: text) else {
                throw RowFault.type(column: "areas", wanted: "areas", found: "text")
            }
            return area
        }
    }
}

extension PhotoEvent.Change {
    /// What a line of the log keeps of it.
    var columns: (kind: String, areas: String?, caption: [UInt8]?) {
        switch self {
        case .state: ("state", nil, nil)
        case .covered(let areas): ("areas", areas.stored, nil)
        case .captioned(let caption): ("caption", nil, caption?.ciphertext)
        }
    }

    init(_ row: Row) throws {
        switch try row.text("change") {
        case "areas": self = .covered(try [PhotoArea](stored: row.text("areas")))
        case "caption": self = .captioned(try row.optionalBlob("caption").map { Sealed(ciphertext: $0) })
        default: self = .state(try row.value("state"))
        }
    }
}
