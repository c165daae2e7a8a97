import CityTestSupport
import Foundation
import Testing

/// Documents that are wrong are worse than none.
@Suite struct DocumentTests {
    @Test("Every link within the documents leads somewhere")
    func links() {
        let pages = Dictionary(uniqueKeysWithValues: Document.all.map { ($0.path, $0) })
        let broken = Document.all.flatMap { page in
            page.links.filter { link in
                guard exists(link.file) else { return true }
                return link.heading.map { !(pages[link.file]?.headings.contains($0) ?? true) } ?? false
            }
            .map { "\(page.path): \($0.file)\($0.heading.map { "#\($0)" } ?? "")" }
        }
        #expect(pages.count > 20)
        expectNone(broken)
    }

    @Test("Every file that a document names exists")
    func files() {
        let named = Document.all.flatMap { page in
            page.code.flatMap { $0.matches(of: /\b(?:Tests|Sources|docs|Texts|Calendars)\/[\w.\/-]*\w/) }
                .map { (page.path, String($0.output)) }
        }
        expectNone(named.filter { !exists($0.1) && !exists($0.1 + ".swift") }.map { "\($0.0): \($0.1)" })
    }

    @Test("Every command and flag that a document shows exists")
    func commands() {
        let commands = Self.commands
        let flags = Self.flags
        let unknown = Document.all.flatMap { page in
            page.code.filter { $0.contains(/(?:^|[\s\/])ratusz\s/) }.flatMap { line in
                let words = line.matches(of: /(?:^|[\s\/])ratusz ([a-z]+)/).map { String($0.1) }
                let options = line.matches(of: /(?:^|\s)(--[a-z][a-z-]+)/).map { String($0.1) }
                return (words.filter { !commands.contains($0) } + options.filter { !flags.contains($0) })
                    .map { "\(page.path): \($0)" }
            }
        }
        expectNone(unknown)
    }

    @Test("Every target of make that a document shows exists")
    func targets() throws {
        let makefile = try String(contentsOf: ProjectFiles.root.appending(path: "Makefile"), encoding: .utf8)
        let targets = Set(makefile.matches(of: /(?m)^([a-z]+):/).map { String($0.1) })
        let shown = Document.all.flatMap { page in
            page.code.flatMap { $0.matches(of: /(?:^|\s)make ([a-z]+)/) }.map { (page.path, String($0.1)) }
        }
        #expect(!shown.isEmpty)
        expectNone(shown.filter { !targets.contains($0.1) }.map { "\($0.0): make \($0.1)" })
    }

    @Test("Every package and every decision has its place in the list of decisions")
    func decisions() throws {
        let pages = Document.all.filter { $0.path.hasPrefix("docs/decisions/0") }
        let manifest = try String(contentsOf: ProjectFiles.root.appending(path: "Package.swift"), encoding: .utf8)
        let packages = manifest.matches(of: /\.package\(url: "[^"]*\/([\w.-]+?)(?:\.git)?"/).map { String($0.1) }
        let words = pages.map { folded($0.text) }.joined()
        #expect(!packages.isEmpty)
        expectNone(packages.filter { !words.contains(folded($0)) })
        let index = Document.all.first { $0.path == "docs/decisions/README.md" }
        #expect(Set(index?.links.map(\.file) ?? []) == Set(pages.map(\.path)))
    }

    /// `swift-service-lifecycle` and `ServiceLifecycle` are the same name, and so are `GRDB.swift` and `GRDB`.
    private func folded(_ name: String) -> String {
        name.lowercased().replacing("swift-", with: "").replacing(".swift", with: "").filter {
            $0.isLetter || $0.isNumber
        }
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: ProjectFiles.root.appending(path: path).path)
    }

    /// The words after `ratusz`, from the types of the commands.
    private static var commands: Set<String> {
        let sources = SwiftSource.of("ratusz")
        let types = sources.flatMap { $0.code.matches(of: /\bstruct (\w+): (?:Async)?ParsableCommand/) }
        let names = sources.flatMap { $0.text.matches(of: /commandName: "([a-z]+)"/) }
        return Set(types.map { $0.1.lowercased() } + names.map { String($0.1) } + ["help"])
    }

    private static var flags: Set<String> {
        let sources = SwiftSource.of("ratusz")
        let own = sources.flatMap { $0.code.matches(of: /@(?:Option|Flag)\b[^@]*?\bvar (\w+)/) }.map { String($0.1) }
        let custom = sources.flatMap { $0.text.matches(of: /customLong\("([a-z-]+)"\)/) }.map { String($0.1) }
        return Set((own.map(kebab) + custom).map { "--\($0)" } + ["--help"])
    }

    private static func kebab(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
    }
}
