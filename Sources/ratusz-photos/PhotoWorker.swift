import CVipsShim
import Glibc
import PhotoPipe

/// The helper process: reads one photo from its input, writes what became of it to its output and ends. It has no other
/// business and can do little else: memory, processor time and files are limited before it reads anything.
@main
enum PhotoWorker {
    /// Octets of address space; a picture of the most pixels in its worst format needs about half.
    private static let memory = 1_024 << 20
    private static let seconds: UInt32 = 20

    /// The codes of sysexits.h.
    private static let noInput: Int32 = 66
    private static let cannotStart: Int32 = 71

    static func main() {
        guard photo_confine(memory, seconds) == 0, photo_start() == 0, photo_close_files() == 0 else {
            exit(cannotStart)
        }
        let input = readAll()
        guard let length = PhotoRequest.headLength(of: input), let request = PhotoRequest(head: input.prefix(length))
        else { exit(noInput) }
        writeAll(reply(to: request, photo: input[length...]).octets)
        exit(0)
    }

    private static func reply(to request: PhotoRequest, photo: ArraySlice<UInt8>) -> PhotoReply {
        photo.withUnsafeBytes { octets in
            let photo = EncodedPhoto(octets: octets, loader: request.format.loader)
            guard let size = photo.size() else { return .refused(.broken) }
            guard size.pages <= 1 else { return .refused(.moving) }
            guard Int(size.width) * Int(size.height) <= request.mostPixels else { return .refused(.tooManyPixels) }
            guard let pictures = photo.pictures(as: request) else { return .refused(.broken) }
            return .done(large: pictures.large, small: pictures.small)
        }
    }

    private static func readAll() -> [UInt8] {
        var octets: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(0, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return octets }
            octets += piece[..<count]
        }
    }

    private static func writeAll(_ octets: [UInt8]) {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { exit(74) }
            rest = rest.dropFirst(count)
        }
    }
}

extension PhotoRequest.Format {
    fileprivate var loader: photo_loader {
        switch self {
        case .jpeg: PHOTO_JPEG
        case .png: PHOTO_PNG
        case .webp: PHOTO_WEBP
        }
    }
}
