import CityDomain
import Foundation
import Testing

/// Kannel, from Debian, on loopback ports with a temporary folder: `bearerbox`, `smsbox`, and in place of a network
/// `fakesmsc`, which takes every message and can send some.
///
/// Each of them ends after a minute by itself, also when the tests are killed.
final class Kannel {
    static let user = "ratusz"
    static let password = "a secret of the tests, 100%/&"

    enum Part: String, CaseIterable { case bearerbox, smsbox, fakesmsc }

    private let folder: URL
    private let ports: [String: UInt16]
    private let receiver: UInt16
    private var processes: [Part: Process] = [:]
    /// Held open: without it `fakesmsc` ends.
    private let network = Pipe()

    var url: String { "http://127.0.0.1:\(ports["sendsms"] ?? 0)/cgi-bin/sendsms" }

    /// - Parameter receiver: the port that messages from telephones are told to.
    init(receiver: UInt16) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kannel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.receiver = receiver
        let names = ["admin", "box", "network", "sendsms"]
        ports = Dictionary(uniqueKeysWithValues: zip(names, try Self.freePorts(names.count)))
        try Data(configuration.utf8).write(to: folder.appending(path: "kannel.conf"))
    }

    /// Kannel with all of its parts.
    static func running(receiver: UInt16) async throws -> Kannel {
        let kannel = try Kannel(receiver: receiver)
        for part in Part.allCases { try await kannel.start(part) }
        return kannel
    }

    private var configuration: String {
        let port = { (name: String) in "\(self.ports[name] ?? 0)" }
        return """
            group = core
            admin-port = \(port("admin"))
            admin-interface = 127.0.0.1
            admin-password = "\(Self.password)"
            smsbox-port = \(port("box"))
            smsbox-interface = 127.0.0.1
            box-allow-ip = 127.0.0.1
            store-type = file
            store-file = "\(folder.path)/store"

            group = smsc
            smsc = fake
            smsc-id = network
            port = \(port("network"))
            our-host = 127.0.0.1
            connect-allow-ip = 127.0.0.1

            group = smsbox
            bearerbox-host = 127.0.0.1
            sendsms-port = \(port("sendsms"))
            sendsms-interface = 127.0.0.1
            http-request-retry = 20
            http-queue-delay = 1

            group = sendsms-user
            username = \(Self.user)
            password = "\(Self.password)"
            concatenation = true
            max-messages = 10

            group = sms-service
            keyword = default
            catch-all = true
            max-messages = 0
            get-url = "http://127.0.0.1:\(receiver)/sms/incoming?from=%p&text=%b&charset=%C&coding=%c&at=%T&id=%I"

            """
    }

    func start(_ part: Part) async throws {
        let commands: [Part: String] = [
            .bearerbox: "/usr/sbin/bearerbox -v 1 kannel.conf", .smsbox: "/usr/sbin/smsbox -v 1 kannel.conf",
            .fakesmsc: "/usr/lib/kannel/test/fakesmsc -v 0 -H 127.0.0.1 -r \(ports["network"] ?? 0)",
        ]
        let program = String((commands[part] ?? "").prefix { $0 != " " })
        try #require(FileManager.default.isExecutableFile(atPath: program), "kannel is missing: Tests/install test")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        // The number of the program itself, so that it can be killed as a failed machine would.
        let script = "echo $$ > \(part.rawValue).pid; exec \(commands[part] ?? "")"
        process.arguments = ["--signal=KILL", "60", "sh", "-c", script]
        process.currentDirectoryURL = folder
        let log = folder.appending(path: "\(part.rawValue).log")
        FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = try FileHandle(forWritingTo: log)
        (process.standardOutput, process.standardError) = (output, output)
        process.standardInput = part == .fakesmsc ? network : FileHandle.nullDevice
        try process.run()
        processes[part] = process
        try await wait(for: part)
    }

    private func wait(for part: Part) async throws {
        switch part {
        case .bearerbox:
            try await until { Self.listens(self.ports["admin"] ?? 0) && Self.listens(self.ports["box"] ?? 0) }
        case .smsbox: try await until { Self.listens(self.ports["sendsms"] ?? 0) }
        case .fakesmsc: try await until { self.log(of: .fakesmsc).contains("Connecting to") }
        }
    }

    private func until(_ holds: () -> Bool) async throws {
        for _ in 0..<500 {
            if holds() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("Kannel does not start; see \(folder.path)")
    }

    /// Ends it without a word, as a failed machine would.
    func kill(_ part: Part) {
        signal(part, SIGKILL)
        processes[part]?.waitUntilExit()
        processes[part] = nil
    }

    /// It stays there and does nothing until it is woken.
    func hush(_ part: Part) { signal(part, SIGSTOP) }

    func wake(_ part: Part) { signal(part, SIGCONT) }

    private func signal(_ part: Part, _ signal: Int32) {
        let file = folder.appending(path: "\(part.rawValue).pid")
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let pid = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { return }
        Foundation.kill(pid, signal)
    }

    /// Ends all of it and takes the folder away.
    func stop() {
        for part in Part.allCases.reversed() where processes[part] != nil { kill(part) }
        try? network.fileHandleForWriting.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private func log(of part: Part) -> String {
        let data = (try? Data(contentsOf: folder.appending(path: "\(part.rawValue).log"))) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    /// The messages that the network got for a number, each part as it came.
    func received(by number: String) -> [KannelPart] {
        log(of: .fakesmsc).split(separator: "\n").compactMap { KannelPart(line: $0) }.filter { $0.receiver == number }
    }

    /// A telephone sends a message.
    /// - Parameter content: `text STOP`, or `ucs2` and the octets of UTF-16 escaped as in addresses.
    func send(from number: String, _ content: String) throws {
        try network.fileHandleForWriting.write(contentsOf: Data("\(number) 7055 \(content)\n".utf8))
    }

    private static func freePorts(_ count: Int) throws -> [UInt16] {
        let sockets = (0..<count).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
        defer { for socket in sockets { close(socket) } }
        return try sockets.map { socket in
            var (address, length) = (loopback(0), socklen_t(MemoryLayout<sockaddr_in>.size))
            let isBound = withUnsafeMutablePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    bind(socket, address, length) == 0 && getsockname(socket, address, &length) == 0
                }
            }
            try #require(isBound)
            return UInt16(bigEndian: address.sin_port)
        }
    }

    private static func listens(_ port: UInt16) -> Bool {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        var address = loopback(port)
        return withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}

/// A message as the network got it, or one part of a longer one.
struct KannelPart {
    let sender: Substring
    let receiver: Substring
    /// Octets of UTF-16 or of UTF-8: the program in place of the network is handed letters of GSM so.
    let octets: [UInt8]
    /// Which part of how many; nil for a message of one part.
    let place: (number: UInt8, count: UInt8)?

    /// `… Got message 1: <Ratusz +48600123456 udh %05%00%03%01%02%01 data …>`
    init?(line: Substring) {
        guard let found = line.firstMatch(of: /Got message \d+: <(\S+) (\S+) (?:udh (\S+) )?(text|data|ucs-2) (.*)>$/)
        else {
            return nil
        }
        (sender, receiver) = (found.1, found.2)
        let header = found.3.map { Self.octets($0) } ?? []
        place = header.count == 6 ? (header[5], header[4]) : nil
        octets = found.4 == "text" ? Array(found.5.utf8) : Self.octets(found.5)
    }

    /// What a telephone shows of the parts.
    static func text(of parts: [KannelPart], in encoding: SMSText.Encoding) -> String {
        let octets = parts.flatMap(\.octets)
        guard encoding == .ucs2 else { return String(decoding: octets, as: UTF8.self) }
        let units = stride(from: 0, to: octets.count - 1, by: 2).map {
            UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func octets(_ text: Substring) -> [UInt8] {
        var (octets, rest) = ([UInt8](), text.utf8[...])
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let octet = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                octets.append(octet)
                rest = rest.dropFirst(2)
            } else {
                octets.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return octets
    }
}
