import CityDomain
import Hummingbird

extension Visit {
    /// Who acts here, as the audit log knows them.
    func caller(_ signed: SignIn.Signed) -> Caller {
        Caller(signed.staff.id, signed.staff.rights, request: context.id)
    }

    func caller(_ key: APIKey) -> Caller { Caller(key, request: context.id) }
}

extension APICall {
    /// The program of an operation that needs a key.
    ///
    /// - Throws: `AccountFailure.keyMissing`.
    func caller() throws(AccountFailure) -> Caller { visit.caller(try neededKey()) }
}
