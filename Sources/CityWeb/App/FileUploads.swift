import CityDomain
import CityKit

/// The files of one posted form, kept while the rest of the form arrives.
///
/// `Fault` is what can be wrong with one of them: it is told beside the name of the file, and the others are kept.
struct FileUploads<Received: Sendable, Fault: Failure> {
    /// How the files of a form are taken.
    struct Taking {
        /// How many files the form may bring.
        let limit: Int
        /// Octets of one file.
        let largest: Int
        /// The field that failures name.
        let field: String
        let tooMany: any Failure
        let receive: (_ name: String, FileChunks) async throws -> Received
        let discard: (Received) async -> Void

        var largestForm: Int { MultipartForm.largest(files: limit, of: largest) }
    }

    private let visit: Visit
    private let taking: Taking
    private var received: [(name: String, file: Received)] = []
    private(set) var failures: [any Failure] = []

    init(_ visit: Visit, _ taking: Taking) {
        self.visit = visit
        self.taking = taking
    }

    /// Those that were taken and are still here.
    var files: [Received] { received.map(\.file) }

    /// Reads the form, its files into the store, after the check that this site's own page sent it.
    ///
    /// - Returns: its fields.
    /// - Throws: `RequestFailure`, `MultipartFailure`; nothing is kept then.
    mutating func read() async throws -> FormData {
        try visit.site.crossSite.check(visit.request)
        let form = try MultipartForm(visit.request, limit: taking.largestForm)
        do {
            return try await form.fields { head, chunks, _ in try await receive(head, chunks) }
        } catch {
            await discard()
            throw error
        }
    }

    private mutating func receive(_ head: MultipartHead, _ chunks: FileChunks) async throws {
        let name = String((head.fileName ?? "").split(whereSeparator: { "/\\".contains($0) }).last?.suffix(80) ?? "")
        guard received.count < taking.limit else {
            failures.append(taking.tooMany)
            return
        }
        do {
            received.append((name, try await taking.receive(name, chunks)))
        } catch let fault as Fault {
            fail(name, fault)
        }
    }

    /// Notes what is wrong with a file.
    mutating func fail(_ name: String, _ cause: any Failure) {
        failures.append(NamedFileFailure(name: name, cause: cause, field: taking.field))
    }

    /// The next one, which is the caller's to keep or to discard.
    mutating func next() -> (name: String, file: Received)? { received.isEmpty ? nil : received.removeFirst() }

    /// Forgets what is still here.
    mutating func discard() async {
        for next in received { await taking.discard(next.file) }
        received = []
    }
}

/// What can be wrong with one file of a form, told with its name on the person's device.
struct NamedFileFailure: Failure {
    let name: String
    let cause: any Failure
    let field: String

    var kind: FailureKind { .invalid(field: field) }
    var text: Text { Text("photo.failure.named", ["name": .words(name), "reason": .text(cause.text)]) }
}
