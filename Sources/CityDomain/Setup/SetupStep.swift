/// The steps of the wizard that makes a town, in their order.
public enum SetupStep: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    case profile, town, look, place, units, administrator, review

    public var next: SetupStep? { Self.allCases.drop { $0 != self }.dropFirst().first }

    public var previous: SetupStep? { Self.allCases.prefix { $0 != self }.last }
}
