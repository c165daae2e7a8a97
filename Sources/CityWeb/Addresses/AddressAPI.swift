import CityDomain
import CityKit
import HTTPTypes

/// An address of the town's register.
struct AddressAPI: APIValue {
    let line: String
    let settlement: String
    let street: String?
    let streetId: String?
    let number: String?
    let postalCode: String?
    let district: String?
    let latitude: Double?
    let longitude: Double?
    let fit: String
    let formerName: String?
    let distance: Int?

    /// How an answer fits the question.
    enum Fit: String, CaseIterable { case whole, nextTo, withoutNumber }

    /// - Parameter distance: metres from the point that was asked for; nil where none was.
    init(_ match: AddressMatch, in language: Language, distance: Double? = nil) {
        line = match.line(in: language)
        settlement = match.settlement.name[language]
        street = match.street?.name(in: language)?.full
        streetId = match.street?.id.rawValue
        number = match.house?.number.description
        postalCode = match.house?.postalCode
        district = match.house?.district
        latitude = match.point?.latitude
        longitude = match.point?.longitude
        fit =
            switch match.fit {
            case .whole: Fit.whole.rawValue
            case .nextTo: Fit.nextTo.rawValue
            case .withoutNumber: Fit.withoutNumber.rawValue
            }
        formerName = match.formerName?.full
        self.distance = distance.map { Int($0.rounded()) }
    }

    static let schema = JSONSchema.object(
        "Address",
        "An address of the town’s register: a house, a street or a settlement.",
        [
            .required("line", .text, "As one writes it on an envelope."),
            .required("settlement", .text),
            .optional("street", .text),
            .optional("streetId", .text, "Stays the same when the street gets another name."),
            .optional("number", .text),
            .optional("postalCode", .text),
            .optional("district", .text),
            .optional("latitude", .latitude, "WGS 84; of a street or settlement near its middle."),
            .optional("longitude", .longitude),
            .required(
                "fit",
                .word(Fit.self),
                "`nextTo`: the house beside the number that was asked for; `withoutNumber`: the street has no numbers."
            ),
            .optional("formerName", .text, "The earlier name by which the street was found."),
            .optional("distance", .count, "Metres from the point that was asked for."),
        ]
    )

    static let operations = [search, RenamedStreetAPI.list]

    private static let search = APIOperation(
        "searchAddresses",
        .get,
        "addresses",
        .town,
        "Addresses of the town’s register, by what is typed of them or by the nearest point.",
        access: .everybody,
        parameters: [
            .query(
                "q",
                .text,
                "An address or the beginning of one, in Latin or Cyrillic letters, by old or new names."
            ),
            .query("latitude", .latitude, "Without `q` the nearest address; with it, near ones come first."),
            .query("longitude", .longitude, "Both or neither."),
            .query("limit", .plain(["type": "integer", "minimum": 1, "maximum": 20]), "Answers; 8 else."),
        ],
        answers: [.ok: "The best answers first; none where nothing is like it."]
    ) { call in
        let place = try call.place()
        if call.key == nil { try call.visit.countAddressSearch() }
        let addresses = call.useCases.addresses.addresses(of: call.town.id)
        let text = call.query["q"].trimmingSpaces()
        let language = call.visit.language
        if text.isEmpty, let place {
            let nearest = addresses.nearest(to: place)
            return .ok(
                AddressListAPI(
                    [nearest].compactMap(\.self).map { AddressAPI($0.match, in: language, distance: $0.distance) }
                )
            )
        }
        let matches = addresses(text, near: place, limit: try call.limit(fallback: 8, most: SearchAddresses.most))
        return .ok(
            AddressListAPI(
                matches.map { match in
                    let distance = place.flatMap { place in match.point.map { $0.distance(to: place) } }
                    return AddressAPI(match, in: language, distance: distance)
                }
            )
        )
    }
}

struct AddressListAPI: APIValue {
    let addresses: [AddressAPI]

    init(_ addresses: [AddressAPI]) { self.addresses = addresses }

    static let schema = JSONSchema.object(
        "AddressList",
        "Answers to a search for an address.",
        [.required("addresses", .list(of: AddressAPI.schema))]
    )
}

extension APICall {
    /// The point that the query names; nil when it names none.
    ///
    /// - Throws: `RequestFailure.mistypedField` for half a point, and for one that is none.
    fileprivate func place() throws -> Coordinate? {
        let (latitude, longitude) = (query["latitude"], query["longitude"])
        if latitude.isEmpty, longitude.isEmpty { return nil }
        guard let place = Coordinate(typedLatitude: latitude, longitude: longitude) else {
            throw RequestFailure.mistypedField("latitude", expected: "latitude, longitude")
        }
        return place
    }
}
