import PhotoPipe
import Testing

@Suite struct PhotoPipeTests {
    @Test("A request comes back as it was sent", arguments: PhotoRequest.Format.allCases)
    func requests(format: PhotoRequest.Format) throws {
        for areas in [[], Self.areas] {
            let request = PhotoRequest(
                format: format,
                mostPixels: 50_000_000,
                longEdge: 2_000,
                shortEdge: 640,
                areas: areas
            )
            let octets = request.head + [1, 2, 3]
            let length = try #require(PhotoRequest.headLength(of: octets))
            #expect(length == request.head.count)
            #expect(PhotoRequest(head: octets.prefix(length)) == request)
            #expect(PhotoRequest(head: octets) == nil)
        }
    }

    private static let areas = [
        PhotoRequest.Area(cover: .box, left: 0, top: 0, width: 1_000, height: 1),
        PhotoRequest.Area(cover: .blur, left: 999, top: 500, width: 1, height: 500),
    ]

    @Test("What is no request is none", arguments: [0, 4, 19, 21])
    func noRequests(length: Int) { #expect(PhotoRequest(head: [UInt8](repeating: 0, count: length)) == nil) }

    @Test(
        "An area that reaches beyond the picture, or covers nothing, is not asked for",
        arguments: [
            [1_000, 0, 1, 1], [0, 1_000, 1, 1], [0, 0, 1_001, 1], [0, 0, 1, 1_001], [0, 0, 0, 1], [0, 0, 1, 0],
        ]
    )
    func noAreas(sides: [Int]) {
        let area = PhotoRequest.Area(cover: .box, left: sides[0], top: sides[1], width: sides[2], height: sides[3])
        let request = PhotoRequest(format: .jpeg, mostPixels: 1, longEdge: 1, shortEdge: 1, areas: [area])
        #expect(PhotoRequest(head: request.head) == nil)
    }

    @Test("More areas than a helper takes are no request")
    func tooManyAreas() {
        let areas = [PhotoRequest.Area](repeating: Self.areas[0], count: PhotoRequest.mostAreas + 1)
        let request = PhotoRequest(format: .jpeg, mostPixels: 1, longEdge: 1, shortEdge: 1, areas: areas)
        #expect(PhotoRequest.headLength(of: request.head) == nil)
    }

    @Test(
        "A reply comes back as it was sent, and nothing longer or shorter does",
        arguments: [
            .done(large: [1, 2, 3], small: []), .done(large: [], small: [9]),
            .refused(.broken), .refused(.tooManyPixels), .refused(.moving),
        ] as [PhotoReply]
    )
    func replies(reply: PhotoReply) {
        let octets = reply.octets
        #expect(PhotoReply(octets: octets) == reply)
        #expect(PhotoReply(octets: octets + [0]) == nil)
        for length in 0..<octets.count { #expect(PhotoReply(octets: Array(octets.prefix(length))) == nil) }
    }
}
