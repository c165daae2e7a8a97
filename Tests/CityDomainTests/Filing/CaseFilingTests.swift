import CityKit
import Testing

@testable import CityDomain

@Suite struct CaseFilingTests {
    @Test(
        "A sign is one line, and a class is one of the filing plan",
        arguments: [
            ("GK.7021.12.2026", "B5", []), (" GK 7021 12 ", "BE10", []),
            ("", "B5", [.signMissing]), ("GK\n1", "A", [.signMissing]),
            (String(repeating: "x", count: 81), "A", [.signMissing]), ("GK.1", "B6", [.classMissing]),
            (" ", "", [.signMissing, .classMissing]),
        ] as [(String, String, [FilingFailure])]
    )
    func typed(sign: String, chosen: String, faults: [FilingFailure]) {
        let outcome = Result { () throws(Failures) in try CaseFiling(sign: sign, archivalClass: chosen) }
        switch outcome {
        case .success(let filing):
            #expect(faults.isEmpty && filing.sign == sign.trimmingSpaces())
            #expect(CaseFiling(words: filing.words) == filing, "what a line keeps can be read again")
        case .failure(let failures):
            #expect(failures.all.compactMap { $0 as? FilingFailure } == faults)
        }
    }

    @Test("Words that are no filing are none", arguments: ["", "GK.1", "GK.1 B6"])
    func strange(words: String) {
        #expect(CaseFiling(words: words) == nil)
    }

    @Test("A bag says of each file what it must be, and of itself how much it holds")
    func bag() throws {
        let zip = ZIPWriter(date: CivilDate(2026, 4, 27), time: try #require(TimeOfDay(hour: 10, minute: 0)))
        var bag = Bag(name: "b", zip: zip) { "sum-of-\($0.count)" }
        var bytes = try bag.add("case.json", Array("{}".utf8))
        bytes += try bag.add("photos/1.jpg", [1, 2, 3])
        bytes += try bag.end([("External-Identifier", "GK.1\nPayload-Oxum: 0.0")])
        let text = String(decoding: bytes, as: UTF8.self)
        for line in [
            "b/data/case.json", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "sum-of-2  data/case.json\nsum-of-3  data/photos/1.jpg\n",
            "External-Identifier: GK.1 Payload-Oxum: 0.0\nPayload-Oxum: 5.2\n", "b/tagmanifest-sha256.txt",
        ] {
            #expect(text.contains(line), "\(line)")
        }
    }
}
