import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Names and colours changed by a form, and what stays of the file.
@Suite struct BrandDraftTests {
    @Test(
        "A form that is sent as it was opened changes no letter of the files",
        arguments: ["demo", "kielce", "suprasl", "siedlce", "biale-blota", "kremenchuk"]
    )
    func unchanged(name: String) throws {
        let (files, town) = (try ProjectTown.files(name), try ProjectTown.named(name))
        #expect(try BrandDraft(files, of: town).putting(into: files, of: town) == files)
    }

    @Test(
        "A colour, a name and the letter are changed, and nothing else",
        .clause("kremenchuk/A2.6.1"),
        arguments: ["demo", "kielce", "suprasl", "siedlce", "biale-blota", "kremenchuk"]
    )
    func changed(name: String) throws {
        let (files, town) = (try ProjectTown.files(name), try ProjectTown.named(name))
        var draft = BrandDraft(files, of: town)
        draft.colours[BrandColour(.light, .seal)] = "#123456"
        draft.colours[BrandColour(.dark, .brandTint)] = "#0a0b0c"
        draft.name[town.profile.languages[0]] = " Nowa "
        draft.mark = "N"
        let new = try draft.putting(into: files, of: town)
        let paths = MunicipalityDiff(from: files, to: new).changes.map(\.path)
        let language = town.profile.languages[0].rawValue
        #expect(paths == ["brand.dark.brandTint", "brand.light.seal", "brand.mark", "name.\(language)"])
        let changed = try ProjectTown.decoder().decode(new, revision: 2)
        #expect(changed.profile.brand.light.seal == "#123456" && changed.profile.brand.dark.brandTint == "#0A0B0C")
        #expect(changed.profile.name.words[town.profile.languages[0]] == "Nowa")
        #expect(try BrandDraft(new, of: changed).putting(into: new, of: changed) == new)
    }

    @Test("What is missing is told at its field")
    func missing() throws {
        let (files, town) = (try ProjectTown.files("demo"), try ProjectTown.named("demo"))
        let rows: [(@Sendable (inout BrandDraft) -> Void, BrandFailure, String)] = [
            ({ $0.name[.english] = " " }, .nameMissing(field: "name", in: .english), "name-en"),
            ({ $0.locative = [:] }, .nameMissing(field: "locative", in: .polish), "locative-pl"),
            ({ $0.mark = "PR" }, .markMalformed, "mark"), ({ $0.mark = "" }, .markMalformed, "mark"),
            (
                { $0.colours[BrandColour(.light, .brand)] = "red" },
                .colourMalformed(BrandColour(.light, .brand)), "light-brand"
            ),
        ]
        for (change, failure, field) in rows {
            var draft = BrandDraft(files, of: town)
            change(&draft)
            do {
                _ = try draft.putting(into: files, of: town)
                Issue.record("\(failure) was not told")
            } catch let failures as Failures {
                #expect(failures.all.compactMap { $0 as? BrandFailure } == [failure])
                #expect(failures.all.map(\.kind) == [.invalid(field: field)])
            }
        }
    }
}
