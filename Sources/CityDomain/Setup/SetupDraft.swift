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
        fields[step] = sent.filter { !Self.unkept.contains($0.key) }
        let now = self[.profile, "profile"]
        guard now != before else { return }
        fields[.units] = nil
        if before == Self.exported { leaveMap() }
        if now == Self.exported { takeMap() }
    }

    /// What a page sends about itself: where to go, and which answers it was made of.
    private static let unkept: Set<String> = ["go", "seen"]

    /// Which answers a page of a step was made of; empty for a step that was never sent. It tells whether another window has
    /// changed them since, and protects nothing (FNV-1a, 64 bits).
    public func mark(of step: SetupStep) -> String {
        guard let fields = fields[step] else { return "" }
        let text = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, octet in
            (hash ^ UInt64(octet)) &* 0x0000_0100_0000_01b3
        }
        return String(hash, radix: 16)
    }

    /// Whether answers are those that are kept of a step.
    public func says(_ sent: [String: [String]], in step: SetupStep) -> Bool {
        var other = self
        other.put(sent, in: step)
        return other.fields[step] == fields[step]
    }

    /// Says that the outline comes from the file that was just given.
    mutating func chooseFile() { fields[.place, default: [:]]["shape"] = [SetupOutline.Shape.file.rawValue] }

    /// - Parameter text: nil takes the file away.
    public mutating func put(_ text: String?, as file: String) { files[file] = text }
}
