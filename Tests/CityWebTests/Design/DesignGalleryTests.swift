import CityKit
import Foundation
import Testing

@testable import CityWeb

@Suite("Every screen of the gallery")
struct DesignGalleryTests {
    @Test(arguments: DesignGallery.pages)
    func `carries no style and no script of its own`(page: DesignGallery.Page) {
        let markup = page.document.markup
        #expect(!markup.contains(/\sstyle=/))
        #expect(!markup.contains("<style"))
        #expect(!markup.contains(/\son[a-z]+=/))
        #expect(!markup.contains(/<script(?![^>]*\ssrc=)/))
    }

    @Test(arguments: DesignGallery.pages)
    func `gives every id once and points only at ids that are there`(page: DesignGallery.Page) {
        let markup = page.document.markup
        let ids = markup.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
        let pointers = markup.matches(of: /\s(?:for|aria-(?:labelledby|describedby|controls))="([^"]+)"/)
            .flatMap { $0.1.split(separator: " ") }
        let anchors = markup.matches(of: /href="#([^"]+)"/).map(\.1)
        #expect(ids.count == Set(ids).count)
        #expect(Set((pointers + anchors).map(String.init)).subtracting(ids) == [])
    }

    @Test(arguments: DesignGallery.pages)
    func `has one heading of the first level and leaves out none below it`(page: DesignGallery.Page) {
        let main = page.document.markup.split(separator: "<main", maxSplits: 1).last ?? ""
        let levels = main.matches(of: /<h([1-6])[ >]/).compactMap { Int($0.1) }
        #expect(levels.filter { $0 == 1 }.count == 1)
        let headed = levels.drop { $0 != 1 }
        #expect(zip(headed, headed.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    }

    @Test(arguments: DesignGallery.pages)
    func `closes what it opens`(page: DesignGallery.Page) {
        #expect(Nesting(of: page.document.markup).fault == nil)
    }

    @Test(arguments: DesignGallery.pages)
    func `uses only signs and files that exist`(page: DesignGallery.Page) {
        let used = page.document.markup.matches(of: /\/assets\/([^"?#]+)/).map { String($0.1) }
        #expect(Set(used).subtracting(Asset.all.keys) == [])
    }

    /// `Tests/Browser/look` opens what this writes.
    @Test(.enabled(if: DesignGallery.folder != nil))
    func `is written for the browser`() throws {
        let folder = try #require(DesignGallery.folder)
        try DesignGallery.write(to: folder)
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "assets/ratusz.css").path))
    }
}

extension DesignGallery {
    /// Where the pages go; nothing is written when the environment names no folder.
    static let folder = ProcessInfo.processInfo.environment["RATUSZ_GALLERY"].map { URL(filePath: $0) }
}

/// Whether the elements of a document are nested as HTML wants it.
private struct Nesting {
    private(set) var fault: String?
    private var open: [Substring] = []

    private static let empty: Set<Substring> = ["meta", "link", "input", "img", "br", "wbr"]

    init(of markup: String) {
        for tag in markup.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/) where fault == nil {
            read(name: tag.2, isEnd: !tag.1.isEmpty, isClosed: !tag.3.isEmpty)
        }
        if fault == nil, let last = open.last { fault = "<\(last)> stays open" }
    }

    private mutating func read(name: Substring, isEnd: Bool, isClosed: Bool) {
        if isEnd {
            guard open.last == name else { return fault = "</\(name)> inside <\(open.last ?? "")>" }
            open.removeLast()
        } else if !isClosed, !Self.empty.contains(name) {
            if name == "form", open.contains("form") { fault = "<form> inside <form>" }
            if name == "a", open.contains("a") { fault = "<a> inside <a>" }
            if open.last == "p", ["div", "p", "ul", "ol", "form", "section"].contains(name) {
                fault = "<\(name)> in <p>"
            }
            open.append(name)
        }
    }
}
