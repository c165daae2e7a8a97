import CityDomain
import CityKit
import Hummingbird

/// What a page of the wizard sent: fields, and files as texts.
struct SetupForm {
    /// All values by name.
    let fields: [String: [String]]
    /// By the name of the field; nil for what is no text.
    private var files: [String: String?] = [:]

    /// Files that are too large to be read.
    private(set) var tooLarge: [SetupFailure] = []

    /// Octets of a file.
    private static let largest = 2 * ConfigurationFile.largest
    /// Octets of a page that are looked through for what was typed beside a file that is too large.
    private static let longest = 8 * largest

    /// - Throws: `MultipartFailure`, `RequestFailure`.
    init(_ request: Request) async throws {
        let form = try MultipartForm(request, limit: Self.longest)
        var (files, tooLarge): ([String: String?], [SetupFailure]) = ([:], [])
        let fields = try await form.fields { head, chunks, _ in
            do {
                let bytes = try await chunks.bytes(limit: Self.largest)
                if !bytes.isEmpty { files[head.name] = .some(String(validating: bytes, as: UTF8.self)) }
            } catch FileStoreFailure.tooLarge {
                tooLarge.append(SetupFailure.fileTooLarge(field: head.name, megabytes: Self.largest / 1_024 / 1_024))
            }
        }
        self.fields = Dictionary(uniqueKeysWithValues: fields.names.map { ($0, fields.all($0)) })
        (self.files, self.tooLarge) = (files, tooLarge)
    }

    /// Keeps the files that can be taken.
    ///
    /// - Returns: what is wrong with the others.
    func put(in draft: inout SetupDraft, of step: SetupStep) -> [SetupFailure] {
        switch step {
        case .profile: putExport(in: &draft).map { [$0] } ?? []
        case .place: putMaps(in: &draft)
        default: []
        }
    }

    private func putExport(in draft: inout SetupDraft) -> SetupFailure? {
        guard let sent = files["file"], draft[.profile, "profile"] == SetupDraft.exported else { return nil }
        guard let text = sent, draft.takeExport(text) else { return SetupFailure.fileMalformed }
        return nil
    }

    private func putMaps(in draft: inout SetupDraft) -> [SetupFailure] {
        for field in fields["remove"] ?? [] { draft.removeMap(field) }
        return SetupDraft.mapFields.compactMap { field in
            files[field].flatMap { draft.takeMap($0 ?? "", field: field) }
        }
    }
}
