import CityDomain
import CityKit
import CityTestSupport

@testable import CityWeb

extension OfficeAuditTests {
    private static let one = "/:town/office/recipients/:recipient"

    /// What the pages of the register of recipients leave.
    static let recipientRoutes: [String: [AuditKind]] = [
        "GET /:town/office/recipients": [.recipientViewed], "POST /:town/office/recipients": [.recipientSought],
        "GET /:town/office/recipients/new": [], "POST /:town/office/recipients/new": [.recipientAdded],
        "GET \(one)": [.recipientViewed], "GET \(one)/data": [.recipientViewed],
        "GET \(one)/consent": [.recipientViewed],
        "POST \(one)/data": [.recipientChanged],
        "POST \(one)/hold": [.recipientHeld], "POST \(one)/release": [.recipientReleased],
        "POST \(one)/suspend": [.recipientSuspended], "POST \(one)/resume": [.recipientResumed],
        "POST \(one)/sign": [.recipientSigned], "POST \(one)/code": [.recipientCodeSent],
        "POST \(one)/devices/:device/remove": [.recipientDeviceRemoved], "POST \(one)/erase": [.recipientErased],
    ]

    /// The same as `steps`, for recipients.
    static let recipientSteps: [(String, String, [(name: String, value: String)]?)] = [
        ("GET /:town/office/recipients", "/recipients", nil),
        ("POST /:town/office/recipients", "/recipients", [("words", "Nikt")]),
        ("GET /:town/office/recipients/new", "/recipients/new", nil),
        (
            "POST /:town/office/recipients/new", "/recipients/new",
            [("givenName", "Jan"), ("surname", "Inny"), ("email", "jan@example.org"), ("consent", "2026-01")]
        ),
        ("GET \(one)", "/recipients/RECIPIENT", nil), ("GET \(one)/data", "/recipients/RECIPIENT/data", nil),
        ("GET \(one)/consent", "/recipients/RECIPIENT/consent", nil),
        (
            "POST \(one)/data", "/recipients/RECIPIENT/data",
            [("givenName", "Ewa"), ("surname", "Inna"), ("email", "ewa@example.org"), ("seen", "SEEN")]
        ),
        ("POST \(one)/hold", "/recipients/RECIPIENT/hold", [("reason", "Nikt tu nie mieszka.")]),
        ("POST \(one)/release", "/recipients/RECIPIENT/release", []),
        ("POST \(one)/suspend", "/recipients/RECIPIENT/suspend", []),
        ("POST \(one)/resume", "/recipients/RECIPIENT/resume", []),
        ("POST \(one)/sign", "/recipients/RECIPIENT/sign", []), ("POST \(one)/code", "/recipients/RECIPIENT/code", []),
        ("POST \(one)/devices/:device/remove", "/recipients/RECIPIENT/devices/DEVICE/remove", []),
        ("POST \(one)/erase", "/recipients/RECIPIENT/erase", [("confirmed", "yes")]),
    ]
}

extension TestSite {
    /// Somebody whom a clerk wrote down, with a device and the profile as a page has it.
    func pairedRecipient() async throws -> PairedRecipient {
        let clerk = TestTownHall.recipientClerk
        let entered = try await hall.registerRecipient.enter(
            .sample(),
            language: .polish,
            by: clerk,
            in: town,
            at: hall.now
        )
        guard case .added(let id) = entered else { throw RecipientFailure.unknown }
        try await hall.pair(id, in: town)
        let open = try await hall.keepRecipients.one(id, by: clerk, in: town, at: hall.now)
        let devices = try await hall.keepRecipients.devices(of: id, by: clerk, in: town)
        let seen = Base64URL.text(open.recipient.profile.ciphertext)
        return PairedRecipient(recipient: id.rawValue, device: devices.first?.id.rawValue ?? "", seen: seen)
    }
}

struct PairedRecipient: Sendable {
    let recipient: String
    let device: String
    /// The profile, as a page has it.
    let seen: String

    /// By what the tables call them.
    var ids: [String: String] { ["RECIPIENT": recipient, "DEVICE": device, "SEEN": seen] }
}
