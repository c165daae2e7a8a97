import CityDomain
import CityKit

/// Where the check of a town found a fault: the file, and the way through it.
struct FaultPlace {
    /// Such as `rules.json5`.
    let file: String
    /// Such as `reports`, `deadlines`, `2`, `startsAt`.
    let path: [String]
    /// As the check wrote it: a key of the texts has points in it.
    let whole: String
    /// Whether a point of the regulation was named that there is not.
    let isClause: Bool

    init(_ fault: FileFault) {
        file = fault.file.split(separator: "/", maxSplits: 1).last.map(String.init) ?? fault.file
        whole = fault.path
        path = fault.path.split { $0 == "." || $0 == "[" || $0 == "]" }.map(String.init)
        isClause = fault.text?.key == "configuration.fault.clauseUnknown"
    }

    /// A part of the way; empty where the way is shorter.
    subscript(index: Int) -> String { index < path.count ? path[index] : "" }

    /// The number that follows the beginning of the way, and what follows that; nil where it begins otherwise.
    func element(of list: String...) -> (index: Int, rest: [String])? {
        guard path.starts(with: list), let index = Int(self[list.count]) else { return nil }
        return (index, Array(path.dropFirst(list.count + 1)))
    }
}

/// A failure told at the field of a form that is to blame for it.
struct PlacedFailure: Failure {
    let kind: FailureKind
    let text: Text

    init(_ text: Text, at field: String) {
        kind = .invalid(field: field)
        self.text = text
    }
}

extension SettingsEditor {
    /// What the check of the files says, at the field and in the words of the reader where there are such.
    func placing(_ failure: any Failure, _ draft: Draft, in town: Municipality) -> any Failure {
        guard case .fault(let fault) = failure as? ConfigurationFailure else { return failure }
        guard let field = field(of: FaultPlace(fault), draft, in: town) else { return failure }
        return PlacedFailure(fault.text ?? failure.text, at: field)
    }
}
