import CLdap
import CityKit
import Foundation

/// One conversation with a directory. Its calls block, all of them together for some seconds at most.
final class LDAPSession {
    /// What the directory answered instead, or why it did not.
    struct Fault: Error, Equatable, CustomStringConvertible {
        let code: Int32

        var description: String { "\(String(cString: ldap_err2string(code))) (\(code))" }

        /// Whether name or password were wrong, and nothing else.
        var isRefusal: Bool { code == LDAP_INVALID_CREDENTIALS || code == LDAP_INAPPROPRIATE_AUTH }
    }

    private let handle: OpaquePointer
    private let limit: ConversationLimit
    /// The library keeps the address.
    private let callbacks: UnsafeMutablePointer<ldap_conncb>

    /// Milliseconds are enough for a directory in the same building; a lost packet costs a second.
    private static let patience = timeval(tv_sec: 5, tv_usec: 0)
    private static let subtree: Int32 = 2

    /// - Throws: `Fault` when no encrypted connection comes about that was asked for.
    init(_ settings: DirectorySettings) throws(Fault) {
        var opened: OpaquePointer?
        try Self.check(ldap_initialize(&opened, settings.address))
        guard let opened else { throw Fault(code: LDAP_SERVER_DOWN) }
        handle = opened
        limit = ConversationLimit(seconds: Self.patience.tv_sec)
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(to: limit.callbacks)
        try set(LDAP_OPT_PROTOCOL_VERSION, Int32(3))
        try set(LDAP_OPT_NETWORK_TIMEOUT, Self.patience)
        try set(LDAP_OPT_TIMEOUT, Self.patience)
        try Self.check(ldap_set_option(handle, LDAP_OPT_REFERRALS, nil))
        try Self.check(ldap_set_option(handle, LDAP_OPT_CONNECT_CB, callbacks))
        guard case .tls(let authorities) = settings.encryption else { return }
        try set(LDAP_OPT_X_TLS_REQUIRE_CERT, Int32(LDAP_OPT_X_TLS_DEMAND))
        if let authorities { try Self.check(ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, authorities)) }
        // The settings above count for contexts that are made after them.
        try set(LDAP_OPT_X_TLS_NEWCTX, Int32(0))
        if settings.address.hasPrefix("ldap://") { try Self.check(ldap_start_tls_s(handle, nil, nil)) }
    }

    deinit {
        ldap_unbind_ext_s(handle, nil, nil)
        callbacks.deallocate()
    }

    /// Says who is asking.
    ///
    /// - Parameter password: never empty: a directory takes an empty one for nobody's, and lets nobody in (RFC 4513, 5.1.2).
    func bind(_ name: String, _ password: String) throws(Fault) {
        guard !password.isEmpty else { throw Fault(code: LDAP_INVALID_CREDENTIALS) }
        var bytes = password.utf8CString
        let code = bytes.withUnsafeMutableBufferPointer { buffer in
            var credentials = berval(bv_len: UInt(buffer.count - 1), bv_val: buffer.baseAddress)
            return ldap_sasl_bind_s(handle, name, nil, &credentials, nil, nil, nil)
        }
        bytes.withUnsafeMutableBufferPointer { buffer in
            buffer.withMemoryRebound(to: UInt8.self) { $0.update(repeating: 0) }
        }
        try Self.check(code)
    }

    /// The names of the entries that fit, at most two.
    func names(under base: String, fitting filter: String) throws(Fault) -> [String] {
        var answer: OpaquePointer?
        var wanted: [UnsafeMutablePointer<CChar>?] = [strdup("1.1"), nil]
        defer { free(wanted[0]) }
        var patience = Self.patience
        let code = ldap_search_ext_s(
            handle,
            base,
            Self.subtree,
            filter,
            &wanted,
            1,
            nil,
            nil,
            &patience,
            2,
            &answer
        )
        defer { ldap_msgfree(answer) }
        // Two are as good as many: the filter names nobody.
        guard code == LDAP_SUCCESS || code == LDAP_SIZELIMIT_EXCEEDED else { throw Fault(code: code) }
        var names: [String] = []
        var entry = ldap_first_entry(handle, answer)
        while let found = entry {
            if let name = ldap_get_dn(handle, found) {
                names.append(String(cString: name))
                ldap_memfree(name)
            }
            entry = ldap_next_entry(handle, found)
        }
        return names
    }

    private func set(_ option: Int32, _ value: some BitwiseCopyable) throws(Fault) {
        var value = value
        let code = withUnsafePointer(to: &value) { ldap_set_option(handle, option, $0) }
        try Self.check(code)
    }

    private static func check(_ code: Int32) throws(Fault) {
        guard code == LDAP_SUCCESS else { throw Fault(code: code) }
    }
}
