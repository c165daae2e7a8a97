import PhotoPipe
import Testing

@Suite struct PhotoPipeTests {
    @Test("A request comes back as it was sent", arguments: PhotoRequest.Format.allCases)
    func requests(format: PhotoRequest.Format) {
        let request = PhotoRequest(format: format, mostPixels: 50_000_000, longEdge: 2_000, shortEdge: 640)
        #expect(request.head.count == PhotoRequest.headLength)
        #expect(PhotoRequest(head: request.head) == request)
    }

    @Test("What is no request is none", arguments: [0, 4, 15, 17])
    func noRequests(length: Int) { #expect(PhotoRequest(head: [UInt8](repeating: 0, count: length)) == nil) }

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
