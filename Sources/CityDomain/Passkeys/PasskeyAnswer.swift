/// What a browser sends after a passkey answered.
public struct PasskeyAnswer: Sendable {
    let credential: [UInt8]
    let clientData: [UInt8]
    let authenticatorData: [UInt8]
    let signature: [UInt8]
    /// Whose passkey it is, as it was told when the passkey was made; empty where the authenticator does not keep that.
    let user: [UInt8]

    public init(
        credential: [UInt8],
        clientData: [UInt8],
        authenticatorData: [UInt8],
        signature: [UInt8],
        user: [UInt8]
    ) {
        self.credential = credential
        self.clientData = clientData
        self.authenticatorData = authenticatorData
        self.signature = signature
        self.user = user
    }
}

/// What a browser sends after it made a passkey.
public struct MadePasskey: Sendable {
    let clientData: [UInt8]
    let authenticatorData: [UInt8]
    /// A number of the IANA registry “COSE Algorithms”.
    let algorithm: Int
    /// SubjectPublicKeyInfo in DER.
    let publicKey: [UInt8]

    public init(clientData: [UInt8], authenticatorData: [UInt8], algorithm: Int, publicKey: [UInt8]) {
        self.clientData = clientData
        self.authenticatorData = authenticatorData
        self.algorithm = algorithm
        self.publicKey = publicKey
    }
}
