import CVipsShim
import PhotoPipe

/// A photo as it was sent, and what libvips makes of it.
struct EncodedPhoto {
    let octets: UnsafeRawBufferPointer
    let loader: photo_loader

    private static let largeQuality: Int32 = 82
    private static let smallQuality: Int32 = 78

    /// What the header says; nil when there is none.
    func size() -> photo_size? {
        var size = photo_size()
        guard photo_header(octets.baseAddress, octets.count, loader, &size) == 0 else { return nil }
        return size.width > 0 && size.height > 0 ? size : nil
    }

    /// Two JPEG files, upright, in sRGB, without metadata; nil when decoding stops before the end. What is covered is
    /// covered before either of them is made.
    func pictures(as request: PhotoRequest) -> (large: [UInt8], small: [UInt8])? {
        var large: OpaquePointer?
        var small: OpaquePointer?
        guard photo_decode(octets.baseAddress, octets.count, loader, Int32(request.longEdge), &large) == 0,
            Self.cover(large, request.areas),
            photo_shrink(large, Int32(request.shortEdge), &small) == 0,
            let largeFile = Self.jpeg(large, quality: Self.largeQuality),
            let smallFile = Self.jpeg(small, quality: Self.smallQuality)
        else { return nil }
        return (largeFile, smallFile)
    }

    /// Boxes come last: what is black stays black, whatever else overlaps it.
    private static func cover(_ picture: OpaquePointer?, _ areas: [PhotoRequest.Area]) -> Bool {
        var size = photo_size()
        photo_picture_size(picture, &size)
        let ordered = areas.filter { $0.cover == .blur } + areas.filter { $0.cover == .box }
        return ordered.allSatisfy { area in
            var pixels = area.pixels(of: size)
            return photo_cover(picture, area.cover.onTheShim, &pixels) == 0
        }
    }

    private static func jpeg(_ picture: OpaquePointer?, quality: Int32) -> [UInt8]? {
        var octets: UnsafeMutableRawPointer?
        var length = 0
        guard photo_jpeg(picture, quality, &octets, &length) == 0, let octets else { return nil }
        defer { photo_free(octets) }
        return Array(UnsafeRawBufferPointer(start: octets, count: length))
    }
}

extension PhotoRequest.Area {
    /// Every pixel that the area touches.
    fileprivate func pixels(of size: photo_size) -> photo_area {
        let (left, width) = Self.pixels(from: left, width, of: size.width)
        let (top, height) = Self.pixels(from: top, height, of: size.height)
        return photo_area(left: left, top: top, width: width, height: height)
    }

    private static func pixels(from start: Int, _ length: Int, of edge: Int32) -> (Int32, Int32) {
        let first = start * Int(edge) / whole
        let end = ((start + length) * Int(edge) + whole - 1) / whole
        return (Int32(first), Int32(end - first))
    }
}

extension PhotoRequest.Area.Cover {
    fileprivate var onTheShim: photo_cover {
        switch self {
        case .box: PHOTO_BOX
        case .blur: PHOTO_BLUR
        }
    }
}
