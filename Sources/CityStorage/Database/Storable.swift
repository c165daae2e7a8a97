public import CityKit

/// A type that a column can hold. An enumeration with a storable raw value needs only to declare the conformance.
public protocol Storable: Sendable {
    var databaseValue: Value { get }

    /// Nil when `databaseValue` is of another kind or out of range.
    init?(databaseValue: Value)
}

extension Value: Storable {
    public var databaseValue: Value { self }
    public init?(databaseValue: Value) { self = databaseValue }
}

extension String: Storable {
    public var databaseValue: Value { .text(self) }

    public init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self = text
    }
}

extension Int64: Storable {
    public var databaseValue: Value { .integer(self) }

    public init?(databaseValue: Value) {
        guard case .integer(let integer) = databaseValue else { return nil }
        self = integer
    }
}

extension Int: Storable {
    public var databaseValue: Value { .integer(Int64(self)) }

    public init?(databaseValue: Value) {
        guard case .integer(let integer) = databaseValue else { return nil }
        self.init(exactly: integer)
    }
}

extension Double: Storable {
    public var databaseValue: Value { .real(self) }

    public init?(databaseValue: Value) {
        switch databaseValue {
        case .real(let real): self = real
        case .integer(let integer): self = Double(integer)
        default: return nil
        }
    }
}

extension Bool: Storable {
    public var databaseValue: Value { .bool(self) }

    public init?(databaseValue: Value) {
        switch databaseValue {
        case .bool(let bool): self = bool
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

/// Bytes, as a `{blob}`.
extension [UInt8]: Storable {
    public var databaseValue: Value { .blob(self) }

    public init?(databaseValue: Value) {
        guard case .blob(let bytes) = databaseValue else { return nil }
        self = bytes
    }
}

extension ID: Storable {
    public var databaseValue: Value { .text(rawValue) }

    public init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(text)
    }
}

/// Milliseconds since 1970, UTC, as an `{int}`.
extension Instant: Storable {
    public var databaseValue: Value { .integer(milliseconds) }

    public init?(databaseValue: Value) {
        guard case .integer(let integer) = databaseValue else { return nil }
        self.init(milliseconds: integer)
    }
}

/// The number of the day since 1970-01-01, as an `{int}`.
extension CivilDate: Storable {
    public var databaseValue: Value { .integer(Int64(dayNumber)) }

    public init?(databaseValue: Value) {
        guard let dayNumber = Int(databaseValue: databaseValue) else { return nil }
        self.init(dayNumber: dayNumber)
    }
}

extension Optional: Storable where Wrapped: Storable {
    public var databaseValue: Value { self?.databaseValue ?? .null }

    public init?(databaseValue: Value) {
        if databaseValue == .null {
            self = nil as Wrapped?
        } else if let wrapped = Wrapped(databaseValue: databaseValue) {
            self = wrapped
        } else {
            return nil
        }
    }
}

extension Storable where Self: RawRepresentable, RawValue: Storable {
    public var databaseValue: Value { rawValue.databaseValue }

    public init?(databaseValue: Value) {
        guard let rawValue = RawValue(databaseValue: databaseValue) else { return nil }
        self.init(rawValue: rawValue)
    }
}
