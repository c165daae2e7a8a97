public import CityKit

/// Some reports and photos of a restored database, to see whether the master key opens them.
public struct BackupSample: Sendable {
    public struct SealedReport: Sendable {
        let town: ID<Municipality>
        let id: ID<Report>
        let key: WrappedKey
        let content: Sealed<ReportContent>

        public init(town: ID<Municipality>, id: ID<Report>, key: WrappedKey, content: Sealed<ReportContent>) {
            self.town = town
            self.id = id
            self.key = key
            self.content = content
        }
    }

    public struct SealedPhoto: Sendable {
        let town: ID<Municipality>
        let id: ID<ReportPhoto>
        let key: WrappedKey
        let files: [ID<StoredFile>]

        public init(town: ID<Municipality>, id: ID<ReportPhoto>, key: WrappedKey, files: [ID<StoredFile>]) {
            self.town = town
            self.id = id
            self.key = key
            self.files = files
        }
    }

    public let reports: [SealedReport]
    public let photos: [SealedPhoto]

    public init(reports: [SealedReport], photos: [SealedPhoto]) {
        self.reports = reports
        self.photos = photos
    }

    /// Opens all of it, each picture to its end.
    ///
    /// - Parameter absent: files that are known not to be there.
    /// - Returns: a line for each thing that does not open.
    public func faults(_ vault: any Vault, _ files: any FileStore, without absent: Set<ID<StoredFile>>) async
        -> [String]
    {
        var faults: [String] = []
        for report in reports {
            let slots = ReportSlots(town: report.town, report: report.id)
            let content = try? vault.key(report.key, in: slots.caseKey).open(report.content, in: slots.content)
            if content == nil { faults.append("report \(report.id) of \(report.town) does not open") }
        }
        for photo in photos {
            for file in photo.files where !absent.contains(file) {
                if await !opens(file, of: photo, vault, files) { faults.append("photo \(file) does not open") }
            }
        }
        return faults
    }

    private func opens(_ file: ID<StoredFile>, of photo: SealedPhoto, _ vault: any Vault, _ files: any FileStore) async
        -> Bool
    {
        do {
            let key = try vault.key(photo.key, in: ReportPhoto.keySlot(photo.id, in: photo.town))
            for try await _ in try await files.read(file, under: key) {}
            return true
        } catch {
            return false
        }
    }
}
