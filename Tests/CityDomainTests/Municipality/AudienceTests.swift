import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct AudienceTests {
    @Test(
        "A category is for everyone unless it says otherwise, and registered residents find all of them",
        .clause("kielce/III.4"),
        arguments: [
            ("", [Audience.everyone, .registered]), ("listedFor: \"everyone\",", [.everyone, .registered]),
            ("listedFor: \"registered\",", [.registered]),
        ]
    )
    func finding(key: String, audiences: [Audience]) throws {
        let files = try SampleTown.files.replacing(
            "kind: \"idea\"",
            with: "\(key) clause: \"I.1\", kind: \"idea\"",
            in: MunicipalityFiles.categories
        )
        let town = try SampleTown.decoder().decode(files, revision: 1)
        let (lamp, idea) = (ID<CityDomain.Category>("lamp"), ID<CityDomain.Category>("idea"))
        #expect(Audience.allCases.filter { town.lists(idea, for: $0) } == audiences)
        #expect(Audience.allCases.filter { town.lists(lamp, for: $0) } == Audience.allCases)
        for audience in Audience.allCases {
            let found = town.categories(listedFor: audience).map(\.id)
            #expect(found == (audiences.contains(audience) ? [lamp, idea] : [lamp]))
        }
    }

    @Test("Reports of a category that the town no longer has are for everyone")
    func gone() throws {
        let town = try SampleTown.decoder().decode(SampleTown.files, revision: 1)
        #expect(Audience.allCases.allSatisfy { town.lists(ID("gone"), for: $0) })
    }
}
