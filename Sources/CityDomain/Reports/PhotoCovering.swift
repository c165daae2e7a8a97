public import CityKit

/// The pictures that everybody sees in the place of those of a photo, because parts of it are covered.
public struct PhotoCovering: Sendable, Equatable {
    public let areas: [PhotoArea]
    public let large: StoredFile
    public let thumbnail: StoredFile

    public init(areas: [PhotoArea], large: StoredFile, thumbnail: StoredFile) {
        self.areas = areas
        self.large = large
        self.thumbnail = thumbnail
    }
}

/// What the office writes beside a photo; sealed until somebody may see the photo.
public struct PhotoCaption: Hashable, Personal, SealableText {
    /// One line.
    public let words: String

    /// Characters.
    public static let longest = 200

    public init(_ words: String) { self.words = words }

    public var plainText: String { words }
    public init(plainText: String) { words = plainText }
}

/// A picture that can be read from the file store.
public protocol StoredPicture: Sendable {
    var id: ID<ReportPhoto> { get }
    var key: WrappedKey { get }
    /// Grows with each change of what is covered, and of the caption.
    var version: Int { get }
    func file(_ size: ReportPhoto.Size) -> StoredFile
}

extension ReportPhoto: StoredPicture {}

/// A photo as everybody may see it: covered where the office covered it, with the caption of the office. Whoever has one
/// cannot reach the photo as it was sent.
public struct PublicPhoto: StoredPicture, Equatable {
    public let id: ID<ReportPhoto>
    /// Pixels of the large picture.
    public let width: Int
    public let height: Int
    public let caption: String?
    public let key: WrappedKey
    /// Grows with each change, and stands in the address: what a cache keeps under the old one is asked for no more.
    public let version: Int
    private let large: StoredFile
    private let thumbnail: StoredFile

    /// - Parameter caption: of the photo, opened.
    init(_ photo: ReportPhoto, caption: PhotoCaption?) {
        id = photo.id
        (width, height) = (photo.width, photo.height)
        self.caption = caption?.words
        key = photo.key
        version = photo.version
        large = photo.covering?.large ?? photo.large
        thumbnail = photo.covering?.thumbnail ?? photo.thumbnail
    }

    public func file(_ size: ReportPhoto.Size) -> StoredFile {
        switch size {
        case .large: large
        case .thumbnail: thumbnail
        }
    }

    /// Where everybody finds it, below the address of the town.
    public func place(_ size: ReportPhoto.Size) -> String {
        "photos/\(id)/\(size.rawValue)" + (version == 0 ? "" : "?v=\(version)")
    }
}

/// Makes photos what everybody may see of them.
struct PublicPhotos: Sendable {
    let vault: any Vault
    let town: ID<Municipality>

    func photo(_ photo: ReportPhoto) throws -> PublicPhoto { PublicPhoto(photo, caption: try caption(of: photo)) }

    /// What the office wrote beside the photo.
    func caption(of photo: ReportPhoto) throws -> PhotoCaption? {
        try photo.caption.map { sealed in
            try vault.key(photo.key, in: ReportPhoto.keySlot(photo.id, in: town))
                .open(sealed, in: ReportPhoto.captionSlot(photo.id, in: town))
        }
    }
}
