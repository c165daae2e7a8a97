public import CityKit

/// What can be wrong with the photos of a report.
public enum ReportPhotoFailure: Failure, Equatable {
    /// The town takes at most `limit` photos with a report.
    case tooMany(limit: Int)
    /// Too many photos wait for reports that were never sent.
    case tooManyWaiting
    /// The licence or the declarations of the town were not accepted, or those of another version were.
    case consentMissing
    /// A photo that was added does not wait any more: removed, too old, or sent with another report.
    case gone
    case notFound
    /// The town never publishes photos, or the report has none of that name.
    case notPublishable

    public var kind: FailureKind {
        switch self {
        case .tooMany, .gone: .invalid(field: "photos")
        case .consentMissing: .invalid(field: "photoTerms")
        case .tooManyWaiting: .tooMany(retryAfter: .minutes(10))
        case .notFound: .notFound
        case .notPublishable: .forbidden
        }
    }

    public var text: Text {
        switch self {
        case .tooMany(let limit): Text("photo.failure.tooMany", ["count": .number(limit)])
        case .tooManyWaiting: Text("photo.failure.tooManyWaiting")
        case .consentMissing: Text("photo.failure.consentMissing")
        case .gone: Text("photo.failure.gone")
        case .notFound: Text("photo.failure.notFound")
        case .notPublishable: Text("photo.failure.notPublishable")
        }
    }
}
