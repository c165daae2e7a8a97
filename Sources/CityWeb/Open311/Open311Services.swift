import CityDomain
import CityKit
import Hummingbird

/// The categories that are offered today.
struct Open311Services {
    private let call: Open311Call

    init(_ call: Open311Call) { self.call = call }

    func response() -> Response {
        let offered = call.town.categories.filter { $0.isOffered(on: call.visit.today) }
        return call.format.response("services", .list(of: "service", offered.map(service)))
    }

    private func service(_ category: CityDomain.Category) -> Open311Value {
        let words = call.visit.words
        let group = call.town.group(category.group).map { words($0.name) } ?? ""
        let extensions = call.showsExtensions ? [("groups", Open311Value.list(of: "group", [.text(group)]))] : []
        return .record(
            [
                ("service_code", .text(category.id.rawValue)), ("service_name", .text(words(category.name))),
                ("description", .text(category.hint.map { words($0) } ?? "")),
                ("metadata", .bool(!category.askedFields.isEmpty)), ("type", .text("realtime")),
                ("keywords", .text((category.keywords ?? []).joined(separator: ","))), ("group", .text(group)),
            ] + extensions
        )
    }
}
