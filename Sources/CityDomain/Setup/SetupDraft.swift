public import CityKit

/// Everything that was typed into the wizard so far, right or wrong, so that going back and forth loses nothing.
public struct SetupDraft: Personal, Hashable, Codable, Sealable {
    /// By step and name of the field. A step that was never sent is not there.
    private var fields: [SetupStep: [String: [String]]] = [:]
    /// Texts of uploaded files by their name in a town's folder; the export of another installation under `exported`.
    public private(set) var files: [String: String] = [:]
    /// Of the pages of the wizard; nil until somebody chose.
    public var language: Language?

    public init() {}

    public static let exported = "exported"

    /// What was typed, without spaces around it; empty where nothing was.
    public subscript(step: SetupStep, name: String) -> String {
        (fields[step]?[name]?.first ?? "").trimmingSpaces()
    }

    public func all(_ step: SetupStep, _ name: String) -> [String] { fields[step]?[name] ?? [] }

    public func wasSent(_ step: SetupStep) -> Bool { fields[step] != nil }

    /// Puts what a page sent in the place of what it sent before. With another pattern goes what came from the one before.
    public mutating func put(_ sent: [String: [String]], in step: SetupStep) {
        let before = self[.profile, "profile"]
        fields[step] = sent
        let now = self[.profile, "profile"]
        guard now != before else { return }
        fields[.units] = nil
        if before == Self.exported { leaveMap() }
        if now == Self.exported { takeMap() }
    }

    /// - Parameter text: nil takes the file away.
    public mutating func put(_ text: String?, as file: String) { files[file] = text }
}
