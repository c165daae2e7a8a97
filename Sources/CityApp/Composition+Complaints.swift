import CityDomain
import CityStorage
import CityWeb

/// Complaints about the system.
extension Composition {
    var complaints: SQLComplaintStore { SQLComplaintStore(database: foundations.database) }

    var complaintUseCases: ComplaintUseCases {
        ComplaintUseCases(
            file: fileComplaint,
            read: readComplaints,
            handle: handleComplaints
        )
    }

    var readComplaints: ReadComplaints { ReadComplaints(complaints: complaints, vault: foundations.vault) }

    var handleComplaints: HandleComplaints {
        HandleComplaints(
            complaints: complaints,
            file: fileComplaint,
            vault: foundations.vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    var complaintLetters: ComplaintLetters {
        ComplaintLetters(
            complaints: complaints,
            vault: foundations.vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }

    var fileComplaint: FileComplaint {
        FileComplaint(
            complaints: complaints,
            attempts: accounts,
            vault: foundations.vault,
            randomness: foundations.randomness
        )
    }
}
