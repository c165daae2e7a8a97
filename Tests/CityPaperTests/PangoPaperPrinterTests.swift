import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityPaper

@Suite struct PangoPaperPrinterTests {
    private static func paper(rows: Int, _ language: Language = .polish) -> Paper {
        Paper(
            language: language,
            title: "Statystyki zgłoszeń – Звернення ґє",
            author: "Urząd Miasta Zmyślonego",
            lead: ["Zażółć gęślą jaźń.", "Щастя б’ється об ґанок."],
            tables: [
                Paper.Table(
                    title: "Kategorie",
                    note: "Uwaga.",
                    columns: ["Kategoria", "Przyjęte", "Połowa, dni"],
                    rows: (1...rows).map { Paper.Row(name: "Rzecz \($0)", cells: ["\($0)", "–"], bar: 1 / Double($0)) }
                )
            ]
        )
    }

    /// What a program of Poppler says of the document; nil where it is not installed.
    private static func said(by program: String, _ options: [String], of pdf: [UInt8]) throws -> String? {
        let path = "/usr/bin/\(program)"
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "paper.pdf")
        try Data(pdf).write(to: file)
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = options + [file.path] + (program == "pdftotext" ? ["-"] : [])
        process.standardOutput = pipe
        try process.run()
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }

    @Test("A paper is a PDF with its title, tagged, and with the letters of every language")
    func whole() async throws {
        let pdf = try await PangoPaperPrinter().pdf(of: Self.paper(rows: 3), at: .monday)
        #expect(pdf.starts(with: Array("%PDF-1.5".utf8)))
        let bytes = String(decoding: pdf, as: UTF8.self)
        #expect(bytes.contains("/MarkInfo") && bytes.contains("/StructTreeRoot"))
        if let facts = try Self.said(by: "pdfinfo", [], of: pdf) {
            #expect(facts.contains("Statystyki zgłoszeń – Звернення ґє") && facts.contains("Urząd Miasta Zmyślonego"))
            #expect(facts.firstMatch(of: /Tagged:\s+yes/) != nil)
            #expect(facts.firstMatch(of: /Pages:\s+1\n/) != nil)
        }
        if let text = try Self.said(by: "pdftotext", [], of: pdf) {
            #expect(text.contains("Zażółć gęślą jaźń.") && text.contains("Щастя б’ється об ґанок."))
        }
        if let structure = try Self.said(by: "pdfinfo", ["-struct"], of: pdf) {
            let tags = structure.matches(of: /(?m)^ *(\w+)/).map { String($0.1) }
            #expect(tags.count { $0 == "TR" } == 4 && tags.count { $0 == "TH" } == 6 && tags.count { $0 == "TD" } == 6)
            #expect(tags.contains("H1") && tags.contains("H2") && tags.contains("Table"))
        }
    }

    @Test("A long table goes on with its heading on the next pages, and no row is lost")
    func long() async throws {
        let pdf = try await PangoPaperPrinter().pdf(of: Self.paper(rows: 150, .ukrainian), at: .monday)
        guard let text = try Self.said(by: "pdftotext", ["-layout"], of: pdf) else { return }
        for row in 1...150 { #expect(text.contains("Rzecz \(row) "), "row \(row)") }
        #expect(text.matches(of: /Kategoria/).count >= 3)
    }

    @Test("A form to be signed has its code as black squares, the number beside it, and lines to write on")
    func form() async throws {
        func paper(_ modules: [[Bool]]) -> Paper {
            Paper(
                language: .polish,
                title: "Zgoda",
                author: "Urząd",
                lead: [],
                code: Paper.Code(modules: modules, words: "Numer 0000 0013"),
                sections: [Paper.Section(title: "Treść", paragraphs: ["Zgadzam się."])],
                tables: [],
                blanks: ["Data", "Czytelny podpis"]
            )
        }
        let row = Array(repeating: true, count: 21)
        let dark = try await PangoPaperPrinter().pdf(of: paper(Array(repeating: row, count: 21)), at: .monday)
        let light = try await PangoPaperPrinter().pdf(of: paper([[]]), at: .monday)
        #expect(dark.count > light.count)
        if let text = try Self.said(by: "pdftotext", [], of: dark) {
            for words in ["Numer 0000 0013", "Zgadzam się.", "Data", "Czytelny podpis"] {
                #expect(text.contains(words), "\(words)")
            }
        }
        if let facts = try Self.said(by: "pdfinfo", [], of: dark) {
            #expect(facts.firstMatch(of: /Pages:\s+1\n/) != nil)
        }
    }

    @Test("Papers of many at once do not get into each other's way")
    func together() async throws {
        let printer = PangoPaperPrinter()
        let papers = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try await printer.pdf(of: Self.paper(rows: 20), at: .monday) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(papers).count == 1)
    }
}
