import CityKit

/// Checks what a browser sends: that this passkey answered this challenge, on a page of this town.
///
/// Source: WebAuthn Level 3, sections 7.1 and 7.2. No attestation is asked for, so that there is none to check.
struct PasskeyCheck {
    let challenge: PasskeyChallenge
    let site: PasskeySite
    let cryptography: any PasskeyCryptography
    /// What the authenticator has to have seen besides that somebody is there.
    var required: AuthenticatorData.Flags = []

    /// - Throws: `PasskeyFailure.refused`.
    func credential(of made: MadePasskey) throws(PasskeyFailure) -> (PasskeyCredential, counter: UInt32) {
        try check(made.clientData, type: "webauthn.create")
        let data = try checked(made.authenticatorData)
        guard let id = data.newCredential else { throw .refused(.malformed) }
        guard let algorithm = PasskeyAlgorithm(rawValue: made.algorithm) else { throw .refused(.algorithm) }
        let credential = PasskeyCredential(id: id, algorithm: algorithm, publicKey: made.publicKey)
        guard cryptography.isKey(credential) else { throw .refused(.key) }
        return (credential, data.counter)
    }

    /// - Parameter last: the counter of the answer before this one.
    /// - Returns: the counter of this one.
    /// - Throws: `PasskeyFailure.refused`, `.copied`.
    func counter(of answer: PasskeyAnswer, by credential: PasskeyCredential, after last: UInt32)
        throws(PasskeyFailure) -> UInt32
    {
        guard answer.credential == credential.id else { throw .refused(.credential) }
        try check(answer.clientData, type: "webauthn.get")
        let data = try checked(answer.authenticatorData)
        let message = answer.authenticatorData + cryptography.sha256(answer.clientData)
        guard cryptography.isSignature(answer.signature, of: message, by: credential) else {
            throw .refused(.signature)
        }
        // Two that count apart are one key in two places. Authenticators that do not count say 0 always.
        guard data.counter > last || (data.counter == 0 && last == 0) else { throw .copied }
        return data.counter
    }

    private func check(_ bytes: [UInt8], type: String) throws(PasskeyFailure) {
        guard let data = ClientData(bytes) else { throw .refused(.malformed) }
        guard data.type == type else { throw .refused(.type) }
        guard data.challengeBytes == challenge.bytes else { throw .refused(.challenge) }
        guard data.origin == site.origin, data.crossOrigin != true, data.topOrigin == nil else {
            throw .refused(.origin)
        }
    }

    private func checked(_ bytes: [UInt8]) throws(PasskeyFailure) -> AuthenticatorData {
        guard let data = AuthenticatorData(bytes) else { throw .refused(.malformed) }
        guard data.hostHash == cryptography.sha256(Array(site.host.utf8)) else { throw .refused(.host) }
        guard data.flags.contains(.userPresent) else { throw .refused(.absent) }
        guard data.flags.contains(required) else { throw .refused(.unverified) }
        guard data.flags.contains(.backupEligible) || !data.flags.contains(.backedUp) else { throw .refused(.backup) }
        return data
    }
}
