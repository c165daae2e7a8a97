import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

/// Towns with keys of every kind, reached as programs reach them.
struct Open311Site: Sendable {
    let site: TestSite
    let keys: [Caller: String]

    /// Who calls.
    enum Caller: String, Sendable, CaseIterable {
        /// The program that sends the reports.
        case sender
        /// Another one that may send some.
        case stranger
        case office
        /// A vendor's system that does the work.
        case vendor
        /// A program whose key nobody gave out.
        case forger
        case nobody

        fileprivate var role: APIRole? {
            switch self {
            case .sender, .stranger: .reporter
            case .office: .operator
            case .vendor: .contractor
            case .forger, .nobody: nil
            }
        }
    }

    static func with(
        _ towns: [Municipality]? = nil,
        addresses: TownAddresses = TestSite.address,
        _ body: @Sendable (Open311Site) async throws -> Void
    ) async throws {
        try await TestSite.with(try towns ?? [ProjectTown.named("kielce")], addresses: addresses) { site in
            var keys = [Caller.nobody: "", .forger: "made-up"]
            for caller in Caller.allCases {
                guard let role = caller.role else { continue }
                let key = try await site.hall.apiKeys.create(
                    name: "x",
                    role: role,
                    by: .test,
                    in: site.town.id,
                    at: site.hall.now
                )
                keys[caller] = key.text
            }
            try await body(Open311Site(site: site, keys: keys))
        }
    }

    var hall: TestTownHall { site.hall }
    var town: Municipality { site.town }
    var base: String { "/\(town.id)/open311/v2" }

    func words(_ text: Text) -> String { site.words()(text) }

    func get(_ path: String, by caller: Caller = .nobody) async throws -> Answer {
        let key = keys[caller] ?? ""
        let mark = path.contains("?") ? "&" : "?"
        return try await site.get(key.isEmpty ? "\(base)/\(path)" : "\(base)/\(path)\(mark)api_key=\(key)")
    }

    static let pothole: KeyValuePairs<String, String> = [
        "service_code": "pothole", "description": "Dziura & <dół>", "address_string": "ul. Zmyślona 21", "lat": "50.85",
        "long": "20.65", "first_name": "Ida", "last_name": "Zmyślona", "email": "ida@poczta.example",
        "phone": "600123456",
    ]

    /// A program sends neither Origin nor Sec-Fetch-Site.
    func post(
        _ fields: KeyValuePairs<String, String> = pothole,
        to path: String = "requests.json",
        by caller: Caller = .sender,
        clientKey: String? = nil
    ) async throws -> Answer {
        try await post(pairs: fields.map { ($0.key, $0.value) }, to: path, by: caller, clientKey: clientKey)
    }

    func post(
        pairs fields: [(String, String)],
        to path: String = "requests.json",
        by caller: Caller = .sender,
        clientKey: String? = nil
    ) async throws -> Answer {
        let pairs = [("api_key", keys[caller] ?? "")] + fields
        let body = pairs.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&")
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded; charset=utf-8"]
        headers[.idempotencyKey] = clientKey
        return try await site.request(.post, "\(base)/\(path)", headers, body: Array(body.utf8))
    }

    /// - Parameter files: by the names of their fields.
    func postFiles(
        _ fields: KeyValuePairs<String, String> = pothole,
        by caller: Caller = .sender,
        files: [(field: String, content: [UInt8])],
        clientKey: String? = nil
    ) async throws -> Answer {
        var body: [UInt8] = []
        for (name, value) in [("api_key", keys[caller] ?? "")] + fields.map({ ($0.key, $0.value) }) {
            body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        for file in files {
            body += "--b\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"x.jpg\"\r\n\r\n".utf8
            body += file.content + Array("\r\n".utf8)
        }
        body += "--b--\r\n".utf8
        var headers: HTTPFields = [.contentType: "multipart/form-data; boundary=b"]
        headers[.idempotencyKey] = clientKey
        return try await site.request(.post, "\(base)/requests.json", headers, body: body)
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// The number of a report of the sender.
    func send(_ fields: KeyValuePairs<String, String> = pothole) async throws -> ReportNumber {
        let answer = try await post(fields)
        let id = try #require(try Self.list(answer).first?["service_request_id"] as? String, "\(answer.body)")
        return try #require(ReportNumber(id))
    }

    /// The number of a report that the office accepted and published.
    func publish(
        _ fields: KeyValuePairs<String, String> = pothole,
        text: PublicText = .sample
    ) async throws -> ReportNumber {
        let number = try await send(fields)
        try await hall.decide(Decision(to: .accepted), about: number, publishing: text, in: town)
        return number
    }

    static func list(_ answer: Answer) throws -> [[String: Any]] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [[String: Any]],
            "\(answer.body)"
        )
    }

    /// The numbers of the requests that an answer lists.
    static func ids(_ answer: Answer) throws -> [String] {
        try list(answer).map { $0["service_request_id"] as? String ?? "none" }
    }

    static let xmlHead = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
}
