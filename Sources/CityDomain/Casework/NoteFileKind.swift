/// Kinds of files that an office works with and that do nothing by themselves when somebody opens them: no programs, no
/// documents with macros, no web pages. Their names must end as they should, and their content must begin so.
public enum NoteFileKind: String, CaseIterable, Sendable {
    case pdf
    case jpeg, png, webp, gif, tiff, heic
    /// Documents in a ZIP file: text, tables, slides.
    case office
    case sound, video
    case text

    /// Of names, in small letters.
    public var endings: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .jpeg: ["jpg", "jpeg"]
        case .png: ["png"]
        case .webp: ["webp"]
        case .gif: ["gif"]
        case .tiff: ["tif", "tiff"]
        case .heic: ["heic"]
        case .office: ["docx", "xlsx", "pptx", "odt", "ods", "odp"]
        case .sound: ["mp3"]
        case .video: ["mp4", "m4a", "mov"]
        case .text: ["txt", "csv", "eml"]
        }
    }

    /// - Parameters:
    ///   - name: of the file.
    ///   - start: the first octets of its content; at least sixteen where there are as many.
    /// - Throws: `NoteFileFailure.kindNotTaken`.
    public init(name: String, start: [UInt8]) throws(NoteFileFailure) {
        guard let dot = name.lastIndex(of: ".") else { throw .kindNotTaken }
        let ending = name[name.index(after: dot)...].lowercased()
        guard let kind = Self.allCases.first(where: { $0.endings.contains(ending) }), kind.begins(start) else {
            throw .kindNotTaken
        }
        self = kind
    }

    private func begins(_ start: [UInt8]) -> Bool {
        switch self {
        case .pdf: start.starts(with: Array("%PDF-".utf8))
        case .jpeg: Self.isPhoto(start, .jpeg)
        case .png: Self.isPhoto(start, .png)
        case .webp: Self.isPhoto(start, .webp)
        case .gif: start.starts(with: Array("GIF8".utf8))
        case .tiff: start.starts(with: [0x49, 0x49, 0x2a, 0]) || start.starts(with: [0x4d, 0x4d, 0, 0x2a])
        case .office: start.starts(with: [0x50, 0x4b, 3, 4])
        case .sound: start.starts(with: Array("ID3".utf8)) || Self.isSoundFrame(start)
        case .heic, .video: start.dropFirst(4).starts(with: Array("ftyp".utf8))
        case .text: !start.contains(0)
        }
    }

    private static func isPhoto(_ start: [UInt8], _ format: PhotoFormat) -> Bool {
        (try? PhotoFormat(startingWith: start)) == format
    }

    /// An MP3 without a tag begins with a frame: eleven bits that are set.
    private static func isSoundFrame(_ start: [UInt8]) -> Bool {
        start.count > 1 && start[0] == 0xff && start[1] & 0xe0 == 0xe0
    }
}
