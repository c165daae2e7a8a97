import CVipsShim

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

    /// Two JPEG files, upright, in sRGB, without metadata; nil when decoding stops before the end.
    func pictures(longEdge: Int, shortEdge: Int) -> (large: [UInt8], small: [UInt8])? {
        var large: OpaquePointer?
        var small: OpaquePointer?
        guard photo_decode(octets.baseAddress, octets.count, loader, Int32(longEdge), &large) == 0,
            photo_shrink(large, Int32(shortEdge), &small) == 0,
            let largeFile = Self.jpeg(large, quality: Self.largeQuality),
            let smallFile = Self.jpeg(small, quality: Self.smallQuality)
        else { return nil }
        return (largeFile, smallFile)
    }

    private static func jpeg(_ picture: OpaquePointer?, quality: Int32) -> [UInt8]? {
        var octets: UnsafeMutableRawPointer?
        var length = 0
        guard photo_jpeg(picture, quality, &octets, &length) == 0, let octets else { return nil }
        defer { photo_free(octets) }
        return Array(UnsafeRawBufferPointer(start: octets, count: length))
    }
}
