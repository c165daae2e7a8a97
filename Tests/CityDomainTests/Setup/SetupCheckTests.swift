import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

/// What the wizard says of what was typed, without a page.
@Suite struct SetupCheckTests {
    private static func profile(_ name: String = "demo") throws -> TownProfile {
        TownProfile(files: try ProjectTown.files(name), town: try ProjectTown.named(name))
    }

    private static func failures(_ step: SetupStep, _ changes: [String: [String]]) throws -> [SetupFailure] {
        let profile = try Self.profile()
        var draft = SetupDraft.sample(after: profile)
        var fields = Self.fields(of: step, in: draft)
        fields.merge(changes) { $1 }
        draft.put(fields, in: step)
        let check = SetupCheck(draft, profile: profile, calendars: ["pl", "ua"])
        return check.failures(of: step).compactMap { $0 as? SetupFailure }
    }

    private static func fields(of step: SetupStep, in draft: SetupDraft) -> [String: [String]] {
        let names = [
            "country", "zone", "languages", "language", "id", "name-pl", "name-uk", "name-en", "office-pl",
            "office-uk", "office-en", "address", "email", "phone", "controller", "officer", "mark", "colour", "shape",
            "latitude", "longitude", "radius", "category", "name", "login",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, draft.all(step, $0)) }.filter { !$0.1.isEmpty })
    }

    @Test("A draft that says everything lacks nothing")
    func whole() throws {
        let profile = try Self.profile()
        let check = SetupCheck(.sample(after: profile), profile: profile, calendars: ["pl", "ua"])
        #expect(check.unfinished == nil)
        #expect(SetupCheck(SetupDraft(), profile: nil, calendars: ["pl"]).unfinished == .profile)
    }

    static let wrong: [(SetupStep, String, [String], SetupFailure)] = [
        (.town, "id", [""], .missing(field: "id")), (.town, "id", ["Nowa"], .idMalformed),
        (.town, "id", ["-a"], .idMalformed), (.town, "id", ["setup"], .idReserved("setup")),
        (.town, "id", [String(repeating: "a", count: 41)], .idMalformed),
        (.town, "languages", [], .languageMissing), (.town, "language", ["xx"], .officeLanguageNotChosen),
        (.town, "languages", ["uk"], .officeLanguageNotChosen), (.town, "country", ["xx"], .countryUnknown),
        (.town, "zone", ["Europe/Nowhere"], .timeZoneUnknown("Europe/Nowhere")),
        (.town, "name-uk", [" "], .missing(field: "name-uk")),
        (.town, "email", ["x"], .mailboxMalformed(field: "email", typed: "x")),
        (.town, "officer", ["x"], .mailboxMalformed(field: "officer", typed: "x")),
        (.town, "phone", ["12"], .phoneMalformed), (.town, "phone", [""], .missing(field: "phone")),
        (.look, "mark", ["WW"], .markMalformed), (.look, "colour", ["red"], .colourMalformed),
        (.look, "colour", ["#FFEE00"], .colourPale(suggestion: "#665F00")),
        (.place, "shape", [""], .shapeMissing), (.place, "shape", ["file"], .boundaryMissing),
        (.place, "latitude", ["91"], .centreMalformed), (.place, "radius", ["0.1"], .radiusMalformed),
        (.place, "radius", ["x"], .radiusMalformed), (.units, "category", [], .categoryMissing),
        (.units, "category", ["unknown"], .categoryMissing),
        (.administrator, "name", [""], .missing(field: "name")),
        (.administrator, "login", ["x"], .mailboxMalformed(field: "login", typed: "x")),
    ]

    @Test("What is wrong is told once, with its field", arguments: wrong.indices)
    func refused(index: Int) throws {
        let (step, field, value, failure) = Self.wrong[index]
        #expect(try Self.failures(step, [field: value]) == [failure])
    }

    @Test("A suggested colour can be read", arguments: ["#FFEE00", "#FF8800", "#00FF00", "#FFFFFF", "#88AAFF"])
    func suggested(colour: String) throws {
        let suggestion = try #require(SetupColours(colour)?.suggestion)
        #expect(try #require(SetupColours(suggestion)).suggestion == nil)
    }

    @Test("An outline as map programs write it becomes the one form that a town has")
    func outline() throws {
        let ring = "[[19,52,1],[20,52,1],[20,53,1],[19,52,1]]"
        let feature =
            #"{"type":"Feature","id":7,"properties":{"JPT":"x"},"geometry":{"type":"Polygon","coordinates":[\#(ring)]}}"#
        let collection = #"{"type":"FeatureCollection","name":"a","features":[\#(feature),\#(feature)]}"#
        var draft = SetupDraft()
        for (text, parts) in [(feature, 1), (collection, 2), (#"{"type":"Polygon","coordinates":[\#(ring)]}"#, 1)] {
            #expect(draft.takeMap(text, field: "boundary") == nil)
            let file = HandwrittenFile(name: "b", data: Data((draft.files[MunicipalityFiles.boundary] ?? "").utf8))
            #expect(try file.decode(Boundary.self).parts.count == parts)
        }
        #expect(draft.takeMap("{}", field: "boundary") != nil)
        #expect(draft.hasMap("boundary"), "the file before stays")
        draft.removeMap("boundary")
        #expect(!draft.hasMap("boundary"))
    }

    @Test("A circle and a rectangle hold their centre and end where they should", arguments: ["circle", "rectangle"])
    func shapes(shape: String) throws {
        let profile = try Self.profile()
        var draft = SetupDraft.sample(after: profile)
        draft.put(["shape": [shape], "latitude": ["52.1"], "longitude": ["19.3"], "radius": ["6"]], in: .place)
        let check = SetupCheck(draft, profile: profile, calendars: ["pl"])
        let text = try #require(check.town.outline).geoJSON(sample: "x")
        let boundary = try HandwrittenFile(name: "b", data: Data(text.utf8)).decode(Boundary.self)
        let centre = try #require(Coordinate(latitude: 52.1, longitude: 19.3))
        #expect(boundary.contains(centre))
        let farthest = boundary.rings[0].map { $0.distance(to: centre) }.max() ?? 0
        #expect(abs(farthest - (shape == "circle" ? 6_000 : 8_485)) < 20)
    }
}
