import CityKit
import Foundation
import Testing

@testable import CityWeb

/// Every screen with invented values, as the browser checks of `Tests/Browser/look` open them.
enum DesignGallery {
    struct Page: Sendable, CustomTestStringConvertible {
        let name: String
        let document: HTML

        var testDescription: String { name }
    }

    static let pages: [Page] =
        [
            Page(name: "home", document: home(in: .polish)),
            Page(name: "home-uk", document: home(in: .ukrainian)),
            Page(name: "where", document: place),
            Page(name: "what", document: problem),
            Page(name: "check", document: check),
            Page(name: "done", document: done),
            Page(name: "report", document: report),
            Page(name: "list", document: list),
            Page(name: "status", document: status),
            Page(name: "sign-in", document: signIn),
            Page(name: "errors", document: errors),
            Page(name: "account", document: account),
            Page(name: "empty", document: empty),
            Page(name: "message", document: message),
            Page(name: "inbox", document: inbox),
            Page(name: "case", document: officeCase),
        ]

    /// Writes the pages, the assets and the sample pictures the way a server answers with them.
    static func write(to folder: URL) throws {
        let files = FileManager.default
        for page in pages { try save(page.document.markup, as: "\(page.name).html", in: folder) }
        for (name, asset) in Asset.all {
            let file = folder.appending(path: "assets/\(name)")
            try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(asset.bytes).write(to: file)
        }
        try save(riverTown.styleSheet, as: "brand.css", in: folder)
        try save(lampPicture, as: "lamp.svg", in: folder)
    }

    private static func save(_ text: String, as name: String, in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    private static let lampPicture = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180"><path fill="#22303A" d="M0 0h240v180H0Z"/>
        <path fill="#2F404B" d="M14 124V74h44v50ZM76 124V58h58v66ZM160 124V86h60v38Z"/>
        <path fill="#182128" d="M0 124h240v56H0Z"/><circle fill="#CBD4D8" cx="200" cy="36" r="11"/>
        <path fill="none" stroke="#0B1114" stroke-width="6" d="M124 164V46H94"/><path fill="#0B1114" d="M78 42h26l6 12H72Z"/>
        </svg>
        """
}
