public import CityKit

/// A full or broken disk is told as a service that is away for now; everything else is a fault of the program.
extension StorageError: Failure {
    public var kind: FailureKind {
        switch self {
        case .diskFull, .io: .unavailable
        default: .internal
        }
    }

    public var text: Text {
        Text(kind == .unavailable ? "storage.unavailable" : "request.failure.internal")
    }
}
