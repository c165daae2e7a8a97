public import CityDomain
import Foundation
import PhotoPipe

/// Has photos decoded by `ratusz-photos`, a process of its own for each of them. A fault of a decoder, or somebody who
/// makes use of one, reaches no data, no key and no other photo.
public struct HelperPhotoProcessor: PhotoProcessor {
    private let pool: HelperPool
    private let timeLimit: Duration

    /// Octets a reply may have; both pictures together are far smaller.
    private static let longestReply = 16_000_000

    /// - Parameters:
    ///   - program: the path of `ratusz-photos`.
    ///   - most: how many photos are decoded at once.
    ///   - timeLimit: for one photo, from its first octet to its pictures.
    ///   - readyFor: how long a process waits for the next photo; none waits before the first one.
    public init(
        program: String,
        most: Int = 2,
        timeLimit: Duration = .seconds(15),
        readyFor: Duration = .seconds(60)
    ) {
        self.init(command: [program], most: most, timeLimit: timeLimit, readyFor: readyFor)
    }

    init(command: [String], most: Int, timeLimit: Duration, readyFor: Duration) {
        pool = HelperPool(command: command, most: most, readyFor: readyFor)
        self.timeLimit = timeLimit
    }

    public func process(_ photo: FileChunks, covering areas: [PhotoArea]) async throws -> ProcessedPhoto {
        var start: [UInt8] = []
        var chunks = photo.makeAsyncIterator()
        while start.count < PhotoFormat.tellingLength, let chunk = try await chunks.next() { start += chunk }
        let request = PhotoRequest(
            format: try PhotoFormat(startingWith: start).onTheWire,
            mostPixels: PhotoLimits.mostPixels,
            longEdge: PhotoLimits.longEdge,
            shortEdge: PhotoLimits.thumbnailEdge,
            areas: areas.map(\.onTheWire)
        )
        return try await reply(to: request, start: start, rest: photo).photo()
    }

    private func reply(to request: PhotoRequest, start: [UInt8], rest: FileChunks) async throws -> PhotoReply {
        let helper = try await pool.take()
        let answer: Result<[UInt8], any Error>
        do {
            answer = .success(try await ask(helper, request, start: start, rest: rest))
        } catch {
            answer = .failure(error)
        }
        let ending = helper.end()
        await pool.giveBack()
        if let failure = PhotoFailure(ending) { throw failure }
        guard let reply = PhotoReply(octets: try answer.get()) else { throw PhotoFailure.broken }
        return reply
    }

    private func ask(_ helper: HelperProcess, _ request: PhotoRequest, start: [UInt8], rest: FileChunks) async throws
        -> [UInt8]
    {
        let deadline = ContinuousClock.now + timeLimit
        var left = PhotoLimits.largestFile
        func send(_ chunk: [UInt8]) async throws {
            left -= chunk.count
            guard left >= 0 else { throw PhotoFailure.tooLarge(limit: PhotoLimits.largestFile) }
            try await helper.send(chunk, until: deadline)
        }
        try await helper.send(request.head, until: deadline)
        try await send(start)
        for try await chunk in rest { try await send(chunk) }
        return try await helper.reply(limit: Self.longestReply, until: deadline)
    }
}

extension PhotoFailure {
    /// What the end of the process alone tells; nil when that is nothing.
    fileprivate init?(_ ending: HelperProcess.Ending?) {
        switch ending {
        case .exit(HelperProcess.cannotStart): self = .away
        case .signal(SIGXCPU): self = .tooSlow
        default: return nil
        }
    }
}

extension PhotoFormat {
    fileprivate var onTheWire: PhotoRequest.Format {
        switch self {
        case .jpeg: .jpeg
        case .png: .png
        case .webp: .webp
        }
    }
}

extension PhotoArea {
    fileprivate var onTheWire: PhotoRequest.Area {
        PhotoRequest.Area(cover: cover.onTheWire, left: left, top: top, width: width, height: height)
    }
}

extension PhotoArea.Cover {
    fileprivate var onTheWire: PhotoRequest.Area.Cover {
        switch self {
        case .box: .box
        case .blur: .blur
        }
    }
}

extension PhotoReply {
    /// What the reply means, the pictures looked at once more: the helper is not trusted.
    fileprivate func photo() throws(PhotoFailure) -> ProcessedPhoto {
        switch self {
        case .refused(.broken): throw .broken
        case .refused(.tooManyPixels): throw .tooManyPixels(limit: PhotoLimits.mostPixels)
        case .refused(.moving): throw .moving
        case .done(let large, let small):
            guard let large = PlainJPEG(large), let thumbnail = PlainJPEG(small),
                max(large.width, large.height) <= PhotoLimits.longEdge,
                max(thumbnail.width, thumbnail.height) <= PhotoLimits.thumbnailEdge
            else { throw .broken }
            return ProcessedPhoto(large: large, thumbnail: thumbnail)
        }
    }
}
