import CityDomain
import CityKit

/// An answer of Open311 as a tree, written as XML or as JSON by the Spark convention: what is a list in JSON is in XML an
/// element for each of its members.
indirect enum Open311Value {
    case text(String)
    /// A text that is not there: null, an empty element.
    case noText
    /// A number, moment or address that is not there: null, no element, because an empty one would be none of them.
    case nothing
    case integer(Int)
    case number(Double)
    case bool(Bool)
    case record([(String, Open311Value)])
    case list(of: String, [Open311Value])

    static func text(optional text: String?) -> Self {
        guard let text, !text.isEmpty else { return .noText }
        return .text(text)
    }

    static func moment(_ instant: Instant?) -> Self { instant.map { .text($0.rfc3339) } ?? .nothing }

    static func degrees(_ degrees: Double?) -> Self { degrees.map { .number($0) } ?? .nothing }

    static func address(_ url: String?) -> Self { url.map { .text($0) } ?? .nothing }
}
