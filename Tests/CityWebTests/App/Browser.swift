import CityKit
import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import CityWeb

/// What a browser adds to a request: the cookies of the page's path, and where a form comes from.
final class Browser: Sendable {
    private struct Kept {
        let name: String
        let value: String
        let path: String
    }

    let site: TestSite
    private let jar = Mutex<[Kept]>([])

    init(site: TestSite) { self.site = site }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, headers, body: nil)
    }

    /// Sends a form as a page of the same site does.
    func post(
        _ path: String,
        _ fields: [(name: String, value: String)],
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var all: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .secFetchSite: "same-origin"]
        for header in headers { all[header.name] = header.value }
        let pairs = fields.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
        return try await send(.post, path, all, body: Array(pairs.joined(separator: "&").utf8))
    }

    /// Sends a form, its fields written as a dictionary that keeps their order.
    func post(
        _ path: String,
        _ fields: KeyValuePairs<String, String>,
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        try await post(path, fields.map { (name: $0.key, value: $0.value) }, headers)
    }

    /// Sends a form with files, all under one name, as a page of the same site does.
    func postFiles(
        _ path: String,
        _ fields: KeyValuePairs<String, String>,
        files: [(name: String, content: [UInt8])],
        under field: String = "photos"
    ) async throws -> Answer {
        try await postFiles(path, fields.map { (name: $0.key, value: $0.value) }, files: files, under: field)
    }

    func postFiles(
        _ path: String,
        _ fields: [(name: String, value: String)],
        files: [(name: String, content: [UInt8])],
        under field: String = "photos",
        _ more: HTTPFields = [:]
    ) async throws -> Answer {
        let frame = "----WebKitFormBoundaryA1b2C3"
        var body: [UInt8] = []
        for (name, value) in fields {
            body += "--\(frame)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        // Browsers send a part without a name and content where no file was chosen.
        for file in files.isEmpty ? [(name: "", content: [])] : files {
            body +=
                "--\(frame)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(file.name)\"\r\n".utf8
            body += Array("Content-Type: image/jpeg\r\n\r\n".utf8) + file.content + Array("\r\n".utf8)
        }
        body += "--\(frame)--\r\n".utf8
        var headers: HTTPFields = [
            .contentType: "multipart/form-data; boundary=\(frame)", .secFetchSite: "same-origin",
        ]
        for header in more { headers[header.name] = header.value }
        return try await send(.post, path, headers, body: body)
    }

    /// Opens the page that an answer leads to.
    func follow(_ answer: Answer, sourceLocation: SourceLocation = #_sourceLocation) async throws -> Answer {
        #expect(answer.status == 303, sourceLocation: sourceLocation)
        return try await get(answer.location)
    }

    /// What a cookie holds, by its name; nil when there is none.
    func cookie(_ name: String) -> String? { jar.withLock { $0.last { $0.name == name }?.value } }

    func setCookie(_ name: String, _ value: String, path: String) {
        jar.withLock { $0.append(Kept(name: name, value: value, path: path)) }
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, body: [UInt8]?) async throws
        -> Answer
    {
        var all = headers
        let cookies = jar.withLock { jar in
            jar.filter { $0.path == "/" || path == $0.path || path.hasPrefix("\($0.path)/") }.map {
                "\($0.name)=\($0.value)"
            }
        }
        if !cookies.isEmpty { all[.cookie] = cookies.joined(separator: "; ") }
        let answer = try await site.request(method, path, all, body: body)
        for cookie in answer.cookies { keep(cookie) }
        return answer
    }

    private func keep(_ header: String) {
        let parts = header.split(separator: ";").map { $0.trimmingSpaces() }
        let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts.first { $0.hasPrefix("Path=") }?.dropFirst(5) ?? "/"
        let isGone = parts.contains("Max-Age=0")
        jar.withLock { jar in
            jar.removeAll { $0.name == pair[0] && $0.path == path }
            if !isGone { jar.append(Kept(name: pair[0], value: pair[1], path: String(path))) }
        }
    }

    private static func escaped(_ text: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }
}
