import CityDomain
import CityKit

/// What an administrator typed about a person.
struct StaffForm {
    private let fields: FormData
    private(set) var errors = ErrorFields.none

    init(_ fields: FormData) { self.fields = fields }

    subscript(field: String) -> String { fields[field] }

    var categories: Set<String> { Set(fields.all("category")) }

    /// Where the person works; nil for the office itself.
    var unit: ID<Unit>? { fields["unit"].isEmpty ? nil : ID(fields["unit"]) }

    /// Whether the link is shown to be handed over, rather than sent by a letter.
    var isHandedOver: Bool { fields["way"] == "link" }

    /// - Throws: `StaffFailure.roleMissing`.
    func grant() throws(StaffFailure) -> StaffGrant {
        guard let role = StaffRole(rawValue: fields["role"]) else { throw .roleMissing }
        let reach = fields["reach"]
        return StaffGrant(role, unit: reach.isEmpty ? nil : ID(reach), categories: Set(categories.map { ID($0) }))
    }

    /// - Throws: `Failures` with everything that has to be mended.
    func newStaff() throws -> NewStaff {
        var failures: [any Failure] = []
        let name = failures.catching { try PersonName(typed: fields["name"]) }
        let login = failures.catching { try EmailAddress(typed: fields["login"]) }
        let role = failures.catching { try grant() }
        guard let name, let login, let role, failures.isEmpty else { throw Failures(failures) }
        return NewStaff(name: name, login: login, rights: StaffRights([role], unit: unit))
    }

    /// What of an error can be told beside the fields; nil where the page cannot be shown again.
    func mendable(_ error: any Error) -> [any Failure]? {
        if let failures = error as? Failures { return failures.all }
        guard let failure = error as? any Failure else { return nil }
        switch failure.kind {
        case .invalid, .conflict: return [failure]
        default: return nil
        }
    }

    func faulty(_ failures: [any Failure], _ words: Words) -> Self {
        var form = self
        form.errors = ErrorFields(failures, words, ids: ["email": "login"])
        return form
    }
}

extension [any Failure] {
    /// What the work makes; nil, and one failure more, where it fails.
    fileprivate mutating func catching<Value>(_ work: () throws -> Value) -> Value? {
        do {
            return try work()
        } catch {
            if let failure = error as? any Failure { append(failure) }
            return nil
        }
    }
}
