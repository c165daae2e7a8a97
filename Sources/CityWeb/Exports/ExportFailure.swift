import CityKit

/// Why a file of open data is not made.
enum ExportFailure: Failure, Equatable {
    /// Others, or the same network, download at the moment.
    case busy(pause: Duration)
    case yearUnknown(String)

    var kind: FailureKind {
        switch self {
        case .busy(let pause): .tooMany(retryAfter: pause)
        case .yearUnknown: .invalid(field: "year")
        }
    }

    var text: Text {
        switch self {
        case .busy(let pause): Text("export.failure.busy", ["pause": .text(pause.text)])
        case .yearUnknown(let typed): Text("export.failure.year", ["year": .words(typed)])
        }
    }
}
