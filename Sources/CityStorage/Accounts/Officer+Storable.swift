public import CityDomain
import CityKit

/// The id of a member of staff, or that of a key after `key:`.
extension Officer: Storable {
    public var databaseValue: Value {
        switch self {
        case .staff(let id): .text(id.rawValue)
        case .program(let id): .text(Self.program + id.rawValue)
        }
    }

    public init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self =
            text.hasPrefix(Self.program) ? .program(ID(String(text.dropFirst(Self.program.count)))) : .staff(ID(text))
    }

    private static let program = "key:"
}
