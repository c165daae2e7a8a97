import CityDomain
import CityKit

/// Several texts as bytes from which each can be told again: every part follows its length (4 bytes, big endian). So
/// `ab`, `c` never equals `a`, `bc`.
struct Transcript {
    private(set) var bytes: [UInt8] = []

    init(_ parts: String...) {
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + 4 })
        for part in parts { append(part) }
    }

    mutating func append(_ part: String) {
        var part = part
        part.withUTF8 { utf8 in
            let length = UInt32(truncatingIfNeeded: utf8.count)
            withUnsafeBytes(of: length.bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: utf8)
        }
    }
}

extension Slot {
    /// What a ciphertext of this slot is bound to.
    var associatedData: [UInt8] { Transcript(town.rawValue, table, row, column).bytes }
}
