import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct Open311DiscoveryTests {
    @Test("A town says where its interface is and whom to ask, in both formats")
    func own() async throws {
        try await Open311Site.with { site in
            let office = site.town.profile.office
            let contact = [site.words(.localized(office.name)), office.email, office.phone].compactMap(\.self)
                .joined(separator: ", ")
            let keys = site.words(Text("open311.keyService", ["contact": .words(office.email)]))
            let json = try await site.get("discovery.json")
            let endpoints = ["http://localhost/kielce/open311/v2", "http://localhost/open311/v2"].map { url in
                """
                {"specification":"http://wiki.open311.org/GeoReport_v2","url":"\(url)",\
                "changeset":"2026-04-24T08:15:00Z","type":"production","formats":["text/xml","application/json"]}
                """
            }
            let body = """
                {"changeset":"2026-04-24T08:15:00Z","contact":"\(contact)","key_service":"\(keys)",\
                "endpoints":[\(endpoints.joined(separator: ","))]}
                """
            #expect(json.facts == ["200", "application/json; charset=utf-8", body])
            let xml = try await site.get("discovery.xml")
            #expect(
                xml.body.hasSuffix(
                    """
                    <endpoint><specification>http://wiki.open311.org/GeoReport_v2</specification>\
                    <url>http://localhost/open311/v2</url><changeset>2026-04-24T08:15:00Z</changeset>\
                    <type>production</type><formats><format>text/xml</format><format>application/json</format></formats>\
                    </endpoint></endpoints></discovery>

                    """
                )
            )
        }
    }

    @Test("The shared address names itself and the own address of every town that takes reports")
    func shared() async throws {
        let towns = try ["kielce", "siedlce", "kremenchuk"].map { try ProjectTown.named($0) }
        let addresses = TownAddresses(
            shared: "https://ratusz.example",
            own: [towns[1].id: "https://zgloszenia.siedlce.example"]
        )
        try await Open311Site.with(towns, addresses: addresses) { site in
            let answer = try await site.site.get("/open311/v2/discovery.json")
            let urls = answer.body.matches(of: /"url":"([^"]+)"/).map { String($0.1) }
            let expected = ["https://ratusz.example/open311/v2"]
            let own = towns.filter { $0.profile.modules.contains(.reports) }
                .map { addresses.link(to: "open311/v2", of: $0.id) }
            #expect(own.contains("https://zgloszenia.siedlce.example/open311/v2"))
            #expect(urls == expected + own)
            #expect(answer.body.contains("jurisdiction_id kielce: "))
        }
    }
}
