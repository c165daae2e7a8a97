import CityDomain
import CityStorage
import CityWeb

/// What can be done with the photos of reports.
extension Composition {
    var photoUseCases: PhotoUseCases {
        PhotoUseCases(
            add: addPhoto,
            remove: RemovePhoto(photos: photos, files: files, vault: vault),
            read: readPhotos,
            release: ReleasePhoto(photos: photos, audit: audit),
            redact: redactPhoto
        )
    }

    var addPhoto: AddPhoto {
        AddPhoto(
            photos: photos,
            files: files,
            processor: processor,
            vault: vault,
            randomness: foundations.randomness
        )
    }

    var readPhotos: ReadPhotos { ReadPhotos(photos: photos, files: files, vault: vault, audit: audit) }

    private var redactPhoto: RedactPhoto {
        RedactPhoto(
            photos: photos,
            store: SQLRedactionStore(database: foundations.database),
            files: files,
            processor: processor,
            staff: staff,
            vault: vault,
            audit: audit
        )
    }
}
