public import CityKit

/// Shows complaints to those who made them.
public struct ReadComplaints: Sendable {
    private let complaints: any ComplaintStore
    private let vault: any Vault

    public init(complaints: any ComplaintStore, vault: any Vault) {
        self.complaints = complaints
        self.vault = vault
    }

    /// Where the complaint of a receipt stands. What was written is not told: the answer is in a letter, and in the account.
    ///
    /// - Throws: `ComplaintFailure.wrongLink`, also when it is gone.
    public func receipt(_ id: ID<Complaint>, token: Token?, in town: Municipality) async throws -> Complaint {
        guard let token, vault.isEqual(vault.hash(token), vault.hash(vault.token(of: id, in: town.id))),
            let sealed = try await complaints.complaint(id, in: town.id)
        else { throw ComplaintFailure.wrongLink }
        return sealed.complaint
    }

    /// Those that were sent with the account, the last one first.
    public func own(_ signed: SignInResident.Signed, in town: Municipality) async throws -> [OpenComplaint] {
        try await complaints.complaints(of: signed.resident.id, in: town.id)
            .map { try OpenComplaint($0, for: .person, vault, in: town.id) }
    }
}
