import CityDomain
import CityKit
import Testing

@Suite struct TypedAreaTests {
    private static func typed(_ sides: String...) -> TypedArea {
        TypedArea(.box, left: sides[0], top: sides[1], width: sides[2], height: sides[3])
    }

    @Test(
        "Percent are taken as people type them",
        arguments: [
            (["0", "0", "100", "100"], [0, 0, 1_000, 1_000]), (["12.5", "12,5", " 10 ", "10%"], [125, 125, 100, 100]),
            (["99.9", "0", "0.1", "1"], [999, 0, 1, 10]), (["33.333", "66.66", "1", "1"], [333, 667, 10, 10]),
        ]
    )
    func taken(sides: [String], tenths: [Int]) throws {
        let area = TypedArea(.blur, left: sides[0], top: sides[1], width: sides[2], height: sides[3])
        let expected = PhotoArea(.blur, left: tenths[0], top: tenths[1], width: tenths[2], height: tenths[3])
        let found = try [area].checked()
        #expect(found == [expected].compactMap(\.self))
        #expect(found.count == 1)
    }

    @Test(
        "What is wrong is told at its field",
        arguments: [
            (["x", "0", "10", "10"], [.sideWrong(field: "left1")]),
            (["", "0", "10", "10"], [.sideWrong(field: "left1")]),
            (["-1", "101", "10", "10"], [.sideWrong(field: "left1"), .sideWrong(field: "top1")]),
            (["nan", "inf", "1e99", "10"], ["left", "top", "width"].map { .sideWrong(field: "\($0)1") }),
            (["0", "0", "0", "0.04"], [.sideEmpty(field: "width1"), .sideEmpty(field: "height1")]),
            (["90", "0", "10.1", "10"], [.beyondEdge(field: "width1")]),
            (["90", "50", "20", "60"], [.beyondEdge(field: "width1"), .beyondEdge(field: "height1")]),
        ] as [([String], [RedactionFailure])]
    )
    func wrong(sides: [String], expected: [RedactionFailure]) throws {
        let area = TypedArea(.box, left: sides[0], top: sides[1], width: sides[2], height: sides[3])
        let failures = try #require(throws: Failures.self) { _ = try [area].checked() }
        #expect(failures.all.compactMap { $0 as? RedactionFailure } == expected)
    }

    @Test("A row of which nothing is typed is no area, and its number stays with the others")
    func empty() throws {
        let rows = [Self.typed("", " ", "", ""), Self.typed("1", "1", "1", "x")]
        let failures = try #require(throws: Failures.self) { _ = try rows.checked() }
        #expect(failures.all.compactMap { $0 as? RedactionFailure } == [.sideWrong(field: "height2")])
        #expect(try [rows[0]].checked().isEmpty)
    }

    @Test("Twenty areas are taken, one more is not")
    func most() throws {
        let twenty = [TypedArea](repeating: Self.typed("1", "1", "1", "1"), count: PhotoArea.most)
        #expect(try twenty.checked().count == 20)
        let failures = try #require(throws: Failures.self) { _ = try (twenty + twenty.prefix(1)).checked() }
        #expect(failures.all.compactMap { $0 as? RedactionFailure } == [.tooManyAreas(limit: 20)])
    }

    @Test("An area is typed as it is, and kept as it is", arguments: [[0, 0, 1_000, 1], [125, 5, 300, 999 - 5]])
    func ways(sides: [Int]) throws {
        for cover in PhotoArea.Cover.allCases {
            let area = try #require(
                PhotoArea(cover, left: sides[0], top: sides[1], width: sides[2], height: sides[3])
            )
            #expect(try [TypedArea(area)].checked() == [area])
            #expect(PhotoArea(stored: area.stored) == area)
        }
    }

    @Test(
        "What is no area cannot be kept",
        arguments: ["", "box", "box 1 1 1", "oval 1 1 1 1", "box 1000 0 1 1", "box 1 1 1 1 1"]
    )
    func noArea(text: String) { #expect(PhotoArea(stored: text) == nil) }
}
