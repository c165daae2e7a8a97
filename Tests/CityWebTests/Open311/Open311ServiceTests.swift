import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct Open311ServiceTests {
    @Test("The services are the town's categories, in both formats")
    func services() async throws {
        try await Open311Site.with { site in
            let json = try await site.get("services.json")
            let offered = site.town.offeredCategories(on: CivilDate(2026, 4, 27)).flatMap(\.categories)
            #expect(json.facts.prefix(2) == ["200", "application/json; charset=utf-8"])
            #expect(try Open311Site.list(json).map { $0["service_code"] as? String } == offered.map(\.id.rawValue))
            let first = """
                {"service_code":"pothole","service_name":"Dziura w jezdni","description":"Ubytki, zapadnięcia, koleiny",\
                "metadata":false,"type":"realtime","keywords":"dziura,jezdnia,asfalt,яма,hole","group":"Drogi i chodniki"}
                """
            #expect(json.body.hasPrefix("[\(first),"))
            let xml = try await site.get("services.xml")
            #expect(xml.facts.prefix(2) == ["200", "text/xml; charset=utf-8"])
            let element = """
                <service><service_code>pothole</service_code><service_name>Dziura w jezdni</service_name>\
                <description>Ubytki, zapadnięcia, koleiny</description><metadata>false</metadata><type>realtime</type>\
                <keywords>dziura,jezdnia,asfalt,яма,hole</keywords><group>Drogi i chodniki</group></service>
                """
            #expect(xml.body.hasPrefix("\(Open311Site.xmlHead)<services>\(element)"))
            #expect(xml.body.hasSuffix("</services>\n"))
            #expect(xml.body.matches(of: #/<service>/#).count == offered.count)
        }
    }

    @Test("A service has metadata where its category asks something, and its groups where extensions are wished")
    func metadata() async throws {
        try await Open311Site.with { site in
            let services = try Open311Site.list(try await site.get("services.json?extensions=true"))
            let asking = services.filter { $0["metadata"] as? Bool == true }
            #expect(asking.compactMap { $0["service_code"] as? String } == ["street-light"])
            #expect(services.allSatisfy { $0["groups"] as? [String] == [$0["group"] as? String ?? ""] })
        }
    }

    @Test("A service is called as the reader of the language calls it")
    func language() async throws {
        try await Open311Site.with { site in
            let answer = try await site.site.get("\(site.base)/services.json", [.acceptLanguage: "uk;q=0.9, fr"])
            #expect(answer.headers[.vary] == "Accept-Language")
            #expect(
                try Open311Site.list(answer)[0]["service_name"] as? String == site.town.categories[0].name[.ukrainian]
            )
            let link = try await site.get("services.json?lang=en")
            #expect(try Open311Site.list(link)[0]["service_name"] as? String == site.town.categories[0].name[.english])
        }
    }

    @Test("A definition has every kind of question in the six types that the specification knows")
    func definition() async throws {
        let kielce = try ProjectTown.named("kielce", .init("categories.json5", "most: 20,", "most: 900,"))
        try await Open311Site.with([kielce]) { site in
            let json = try await site.get("services/street-light.json?lang=en")
            let values = """
                {"key":"dark","name":"It is dark"},{"key":"flickers","name":"It flickers"},\
                {"key":"day","name":"It burns by day"},{"key":"damaged","name":"It is damaged"}
                """
            let attributes = """
                {"variable":true,"code":"problem","datatype":"singlevaluelist","required":true,"datatype_description":null,\
                "order":1,"description":"What is wrong with the lamp","values":[\(values)]},\
                {"variable":true,"code":"pole","datatype":"text","required":false,\
                "datatype_description":"Usually on a plate at eye level","order":2,"description":"Number on the pole"},\
                {"variable":true,"code":"since","datatype":"datetime","required":false,"datatype_description":null,\
                "order":3,"description":"Since when"}
                """
            let body = #"{"service_code":"street-light","attributes":[\#(attributes)]}"#
            #expect(json.facts == ["200", "application/json; charset=utf-8", body])
            let xml = try await site.get("services/street-light.xml?lang=en")
            let first = """
                <service_definition><service_code>street-light</service_code><attributes><attribute>\
                <variable>true</variable><code>problem</code><datatype>singlevaluelist</datatype><required>true</required>\
                <datatype_description></datatype_description><order>1</order>\
                <description>What is wrong with the lamp</description><values><value><key>dark</key>\
                <name>It is dark</name></value>
                """
            #expect(xml.body.hasPrefix("\(Open311Site.xmlHead)\(first)"))
            #expect(xml.body.hasSuffix("</attribute></attributes></service_definition>\n"))
        }
    }

    @Test("Several choices, numbers and short lines have their types too")
    func otherTypes() async throws {
        try await Open311Site.with([try ProjectTown.named("demo")]) { site in
            for (code, types) in [("flood-damage", ["multivaluelist", "number"]), ("street-light", ["string"])] {
                let answer = try await site.get("services/\(code).json")
                let found = answer.body.matches(of: /"datatype":"(\w+)"/).map { String($0.1) }
                #expect(Set(types).isSubset(of: found), "\(code): \(answer.body)")
            }
        }
    }

    @Test(
        "A category that asks nothing has no attributes; one that is not offered has no definition",
        arguments: [("pothole.json", 200), ("volcano.json", 404), ("pothole", 404), ("pothole.csv", 404)]
    )
    func definitions(name: String, status: Int) async throws {
        try await Open311Site.with { site in
            let answer = try await site.get("services/\(name)")
            #expect(answer.status == status)
            if status == 200 { #expect(answer.body == #"{"service_code":"pothole","attributes":[]}"#) }
        }
    }
}
