import CLdap
import Foundation
import Synchronization

/// Ends a conversation that takes too long by closing its socket under the library: while it agrees on keys libldap with
/// GnuTLS knows no limit, and asks a socket that does not block again and again.
final class ConversationLimit: Sendable {
    private let seconds: Int
    /// Nil before there is a connection and after its end.
    private let socket = Mutex<Int32?>(nil)

    init(seconds: Int) { self.seconds = seconds }

    /// By which the library tells of its connections; the limit must live on until its last call.
    var callbacks: ldap_conncb {
        ldap_conncb(lc_add: connected, lc_del: disconnecting, lc_arg: Unmanaged.passUnretained(self).toOpaque())
    }

    fileprivate func begin(on socket: Int32) {
        self.socket.withLock { $0 = socket }
        // A socket that blocks costs nothing while it waits.
        _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) & ~O_NONBLOCK)
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in
            self?.socket.withLock { if let socket = $0 { shutdown(socket, Int32(SHUT_RDWR)) } }
        }
    }

    fileprivate func end() { socket.withLock { $0 = nil } }

    fileprivate static func of(_ callbacks: UnsafeMutablePointer<ldap_conncb>?) -> ConversationLimit? {
        (callbacks?.pointee.lc_arg).map { Unmanaged<ConversationLimit>.fromOpaque($0).takeUnretainedValue() }
    }
}

private func connected(
    _: OpaquePointer?,
    _ buffer: OpaquePointer?,
    _: UnsafeMutablePointer<LDAPURLDesc>?,
    _: UnsafeMutablePointer<sockaddr>?,
    _ callbacks: UnsafeMutablePointer<ldap_conncb>?
) -> Int32 {
    var socket: Int32 = -1
    guard ber_sockbuf_ctrl(buffer, LBER_SB_OPT_GET_FD, &socket) == 1 else { return LDAP_LOCAL_ERROR }
    ConversationLimit.of(callbacks)?.begin(on: socket)
    return LDAP_SUCCESS
}

private func disconnecting(
    _: OpaquePointer?,
    _ buffer: OpaquePointer?,
    _ callbacks: UnsafeMutablePointer<ldap_conncb>?
) { ConversationLimit.of(callbacks)?.end() }
