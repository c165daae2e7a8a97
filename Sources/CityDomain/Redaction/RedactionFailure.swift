public import CityKit

/// Why parts of a photo were not covered, or its caption not changed. Nothing is changed then.
public enum RedactionFailure: Failure, Equatable {
    /// A side of an area is no number of percent, or none that can be.
    case sideWrong(field: String)
    /// An area has no width or no height.
    case sideEmpty(field: String)
    /// An area reaches beyond the edge of the photo.
    case beyondEdge(field: String)
    case tooManyAreas(limit: Int)
    case captionTooLong(limit: Int)
    /// No area is left, and nobody said that everybody may see the whole photo.
    case nothingCovered
    /// Somebody else changed the photo meanwhile.
    case changedMeanwhile
    /// The covered pictures could not be made or kept.
    case notMade

    public var kind: FailureKind {
        switch self {
        case .sideWrong(let field), .sideEmpty(let field), .beyondEdge(let field): .invalid(field: field)
        case .tooManyAreas: .invalid(field: "areas")
        case .captionTooLong: .invalid(field: "caption")
        case .nothingCovered: .invalid(field: "whole")
        case .changedMeanwhile: .conflict
        case .notMade: .unavailable
        }
    }

    public var text: Text {
        switch self {
        case .sideWrong: Text("redaction.failure.sideWrong")
        case .sideEmpty: Text("redaction.failure.sideEmpty")
        case .beyondEdge: Text("redaction.failure.beyondEdge")
        case .tooManyAreas(let limit): Text("redaction.failure.tooManyAreas", ["count": .number(limit)])
        case .captionTooLong(let limit): Text("redaction.failure.captionTooLong", ["count": .number(limit)])
        case .nothingCovered: Text("redaction.failure.nothingCovered")
        case .changedMeanwhile: Text("redaction.failure.changedMeanwhile")
        case .notMade: Text("redaction.failure.notMade")
        }
    }
}
